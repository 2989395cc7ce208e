namespace Agentes.ModelGateway.Deployments.Load;

/// <summary>
/// Calls, failures and tokens of the last minutes. A limit per minute looks at the current minute and, in the part that is still less than a
/// minute ago, at the one before: what was used slides out instead of being forgotten at once.
/// </summary>
internal sealed class RecentMinutes(TimeProvider time)
{
    private const int Kept = 8;

    private static readonly Minute Nothing = new();

    private readonly Lock _turn = new();
    private readonly Minute[] _minutes = [.. Enumerable.Range(0, Kept).Select(_ => new Minute())];
    private readonly long _length = 60 * time.TimestampFrequency;

    // The first minute begins here, so that no slot looks as if it were the current one.
    private readonly long _origin = time.GetTimestamp();

    public void Call(long now, int calls = 1) => Interlocked.Add(ref At(now).Calls, calls);

    public void Failure(long now) => Interlocked.Increment(ref At(now).Failures);

    public void Tokens(long tokens, long now) => Interlocked.Add(ref At(now).Tokens, tokens);

    /// <summary>Calls and tokens that count against a limit per minute now.</summary>
    public (double Calls, double Tokens) Used(long now)
    {
        var (current, before, left) = Around(now);
        return (current.Calls + (before.Calls * left), current.Tokens + (before.Tokens * left));
    }

    /// <summary>Calls and failures of about the last five minutes.</summary>
    public (long Calls, long Failures) Recent(long now)
    {
        var (calls, failures) = (0L, 0L);
        foreach (var minute in _minutes)
        {
            if (minute.Number > NumberOf(now) - 5)
            {
                calls += Volatile.Read(ref minute.Calls);
                failures += Volatile.Read(ref minute.Failures);
            }
        }

        return (calls, failures);
    }

    /// <summary>How long until no more than this much of a limit is used, if nothing else is called meanwhile.</summary>
    /// <param name="calls">Whether calls are meant, or tokens.</param>
    /// <param name="most">What may still count then.</param>
    /// <param name="now">Timestamp.</param>
    public TimeSpan Until(bool calls, double most, long now)
    {
        var (current, before, left) = Around(now);
        var (recent, old) = calls ? (current.Calls, before.Calls) : (current.Tokens, before.Tokens);
        // The old minute slides out during this one; if that is not enough, this one slides out during the next.
        var minutes = recent <= most ? left - ((most - recent) / Math.Max(1, old)) : left + 1 - (most / Math.Max(1, recent));
        return TimeSpan.FromSeconds(60 * Math.Clamp(minutes, 0, 2));
    }

    private (Minute Current, Minute Before, double Left) Around(long now)
    {
        var number = NumberOf(now);
        var before = _minutes[(number + Kept - 1) % Kept];
        var passed = (now - _origin) % _length / (double)_length;
        return (At(now), before.Number == number - 1 ? before : Nothing, 1 - passed);
    }

    private long NumberOf(long now) => (now - _origin) / _length;

    private Minute At(long now)
    {
        var number = NumberOf(now);
        var minute = _minutes[number % Kept];
        return Volatile.Read(ref minute.Number) == number ? minute : Turn(minute, number);
    }

    private Minute Turn(Minute minute, long number)
    {
        lock (_turn)
        {
            if (minute.Number < number)
            {
                (minute.Calls, minute.Failures, minute.Tokens) = (0, 0, 0);
                Volatile.Write(ref minute.Number, number);
            }
        }

        return minute;
    }

    private sealed class Minute
    {
        public long Number = -Kept;
        public long Calls;
        public long Failures;
        public long Tokens;
    }
}
