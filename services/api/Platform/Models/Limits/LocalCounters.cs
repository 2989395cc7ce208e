using System.Collections.Concurrent;
using Agentes.ModelGateway.Admission;

namespace Agentes.Platform.Models.Limits;

/// <summary>The counters of a process that is the only one.</summary>
internal sealed class LocalCounters(TimeProvider clock) : ILimitCounters
{
    /// <summary>End users come and go: beyond this many, those that count nothing any more are forgotten.</summary>
    private const int Capacity = 20_000;

    private readonly ConcurrentDictionary<(Guid Limit, string Subject), Counter> _counters = new();

    public ValueTask<CountedCall> TakeAsync(IReadOnlyList<AppliedLimit> limits, Guid callId, long tokens, CancellationToken ct)
    {
        var second = Second();
        for (var i = 0; i < limits.Count; i++)
        {
            if (Of(limits[i]).TryTake(limits[i].Limit, second, tokens) is { } wait)
            {
                // The order is always the same, so taking one after the other and giving back comes to taking all or none.
                for (var taken = i - 1; taken >= 0; taken--)
                {
                    Of(limits[taken]).GiveBack(second, tokens);
                }

                return ValueTask.FromResult(new CountedCall(second, tokens, StatusOf(limits, second), wait));
            }
        }

        return ValueTask.FromResult(new CountedCall(second, tokens, StatusOf(limits, second), null));
    }

    public void GiveBack(IReadOnlyList<AppliedLimit> limits, Guid callId, CountedCall taken)
    {
        foreach (var limit in limits)
        {
            Of(limit).GiveBack(taken.Second, taken.Tokens);
        }
    }

    public void Release(IReadOnlyList<AppliedLimit> limits, Guid callId, CountedCall taken, long tokens)
    {
        foreach (var limit in limits)
        {
            Of(limit).Release(taken.Second, tokens - taken.Tokens);
        }
    }

    private long Second() => clock.GetTimestamp() / clock.TimestampFrequency;

    private Counter Of(AppliedLimit limit)
    {
        if (_counters.Count > Capacity)
        {
            var second = Second();
            foreach (var pair in _counters.Where(pair => pair.Value.IsIdle(second)))
            {
                _counters.TryRemove(pair);
            }
        }

        return _counters.GetOrAdd((limit.Limit.Id, limit.Subject), static _ => new Counter());
    }

    private RateLimitStatus? StatusOf(IReadOnlyList<AppliedLimit> limits, long second)
    {
        Allowance? requests = null, tokens = null;
        foreach (var applied in limits)
        {
            var (ownRequests, ownTokens) = Of(applied).Left(applied.Limit, second);
            requests = Tighter(requests, ownRequests);
            tokens = Tighter(tokens, ownTokens);
        }

        return requests is null && tokens is null ? null : new RateLimitStatus(requests, tokens);
    }

    internal static Allowance? Tighter(Allowance? one, Allowance? other) =>
        one is null || (other is not null && other.Remaining < one.Remaining) ? other : one;

    private sealed class Counter
    {
        private readonly Lock _gate = new();
        private readonly MinuteWindow _requests = new();
        private readonly MinuteWindow _tokens = new();
        private int _parallel;

        /// <summary>Null when it was taken; else how long to wait.</summary>
        public TimeSpan? TryTake(CallLimit limit, long second, long tokens)
        {
            lock (_gate)
            {
                long? wait = 0;
                if (limit.RequestsPerMinute is { } requests)
                {
                    wait = _requests.Wait(second, 1, requests);
                }

                if (limit.TokensPerMinute is { } most && wait is { } sofar)
                {
                    // A call that is larger than the limit waits until nothing else runs, instead of for ever.
                    wait = Math.Max(sofar, _tokens.Wait(second, Math.Min(tokens, most), most) ?? 0);
                }

                if (wait is not 0)
                {
                    return TimeSpan.FromSeconds(wait ?? 60);
                }

                if (_parallel >= limit.Parallel)
                {
                    return TimeSpan.FromSeconds(1);
                }

                _requests.Take(second, 1);
                _tokens.Take(second, tokens);
                _parallel++;
                return null;
            }
        }

        public void GiveBack(long second, long tokens)
        {
            lock (_gate)
            {
                _requests.Take(second, -1);
                _tokens.Take(second, -tokens);
                _parallel--;
            }
        }

        public void Release(long second, long moreTokens)
        {
            lock (_gate)
            {
                _tokens.Take(second, moreTokens);
                _parallel--;
            }
        }

        public (Allowance? Requests, Allowance? Tokens) Left(CallLimit limit, long second)
        {
            lock (_gate)
            {
                return (Left(_requests, limit.RequestsPerMinute, second), Left(_tokens, limit.TokensPerMinute, second));
            }
        }

        public bool IsIdle(long second)
        {
            lock (_gate)
            {
                return _parallel == 0 && _requests.Used(second) == 0;
            }
        }

        private static Allowance? Left(MinuteWindow window, long? limit, long second) => limit is not { } most
            ? null
            : new Allowance(most, Math.Max(0, most - window.Used(second)), TimeSpan.FromSeconds(window.Wait(second, most, most) ?? 0));
    }
}
