using System.Collections.Concurrent;

namespace Agentes.ModelGateway.Admission;

/// <summary>
/// How long replies usually get, so that a caller who allows for very long ones does not block a budget that he never uses up: the 95th
/// percentile of the last replies of one key and group. Bounded; what was not used for long makes room.
/// </summary>
/// <param name="capacity">Most pairs of key and group that are remembered.</param>
public sealed class OutputHabits(int capacity = 10_000)
{
    private readonly ConcurrentDictionary<(Guid Caller, string Group), Habit> _habits = new();

    /// <summary>Notes the length of a reply, in tokens.</summary>
    public void Note(Guid caller, string group, long outputTokens)
    {
        if (_habits.Count >= capacity && !_habits.ContainsKey((caller, group)))
        {
            // Whatever goes is learned again with its next replies.
            _habits.Clear();
        }

        _habits.GetOrAdd((caller, group), static _ => new Habit()).Note(outputTokens);
    }

    /// <summary>Tokens that 19 of 20 replies did not exceed; null before enough were seen to say so.</summary>
    public long? Usual(Guid caller, string group) => _habits.TryGetValue((caller, group), out var habit) ? habit.Usual : null;

    private sealed class Habit
    {
        private const int Remembered = 64;
        private const int Enough = 20;

        private readonly Lock _gate = new();
        private readonly long[] _last = new long[Remembered];
        private int _count;

        public long? Usual { get; private set; }

        public void Note(long tokens)
        {
            lock (_gate)
            {
                _last[_count++ % Remembered] = tokens;
                if (_count < Enough || _count % 8 != 0)
                {
                    return;
                }

                Span<long> sorted = stackalloc long[Remembered];
                sorted = sorted[..Math.Min(_count, Remembered)];
                _last.AsSpan(0, sorted.Length).CopyTo(sorted);
                sorted.Sort();
                Usual = sorted[(int)(0.95 * (sorted.Length - 1))];
            }
        }
    }
}
