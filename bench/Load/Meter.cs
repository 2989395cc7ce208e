using System.Collections.Concurrent;
using Agentes.Bench.Common;

namespace Agentes.Bench.Load;

/// <summary>Counts while it measures; what happens during the warm-up and the drain only keeps the books of open messages.</summary>
internal sealed class Meter(int? messages, TimeProvider clock)
{
    private readonly TaskCompletionSource _spent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private volatile Phase _phase = Phase.Warmup;
    private int _budget = messages ?? int.MaxValue;
    private long _accepted;
    private long _answered;
    private long _open;
    private long _begun;
    private TimeSpan _measured;

    private enum Phase
    {
        Warmup,
        Measuring,
        Over,
    }

    public LatencyHistogram Accepts { get; } = new();

    public LatencyHistogram Replies { get; } = new();

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Accepted messages whose reply has not come.</summary>
    public long Open => Interlocked.Read(ref _open);

    public IReadOnlyDictionary<string, int> Failures => _failures;

    public double AcceptedPerSecond => Accepted / _measured.TotalSeconds;

    public double AnsweredPerSecond => Answered / _measured.TotalSeconds;

    public TimeSpan Measured => _measured;

    /// <summary>Completes when the last message of a limited measurement was handed out.</summary>
    public Task Spent => _spent.Task;

    public long Now => clock.GetTimestamp();

    public void Begin()
    {
        _begun = Now;
        _phase = Phase.Measuring;
    }

    public void End()
    {
        _measured = clock.GetElapsedTime(_begun);
        _phase = Phase.Over;
    }

    /// <summary>Whether a customer may send one more message.</summary>
    public bool TryTake()
    {
        if (_phase != Phase.Measuring || messages is null)
        {
            return _phase != Phase.Over;
        }

        if (Interlocked.Decrement(ref _budget) >= 0)
        {
            return true;
        }

        _spent.TrySetResult();
        return false;
    }

    /// <param name="sent">Timestamp at which the message was sent, or should have been sent.</param>
    public void MessageAccepted(long sent)
    {
        Interlocked.Increment(ref _open);
        if (_phase == Phase.Measuring && sent >= _begun)
        {
            Interlocked.Increment(ref _accepted);
            Accepts.Record(clock.GetElapsedTime(sent));
        }
    }

    /// <inheritdoc cref="MessageAccepted"/>
    public void MessageAnswered(long sent)
    {
        Interlocked.Decrement(ref _open);
        if (_phase == Phase.Measuring)
        {
            Interlocked.Increment(ref _answered);
            if (sent >= _begun)
            {
                Replies.Record(clock.GetElapsedTime(sent));
            }
        }
    }

    public void Failed(string reason) => _failures.AddOrUpdate(reason, 1, (_, count) => count + 1);
}
