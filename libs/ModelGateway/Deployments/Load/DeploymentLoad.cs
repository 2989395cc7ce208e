namespace Agentes.ModelGateway.Deployments.Load;

/// <summary>What a deployment is doing now and how fast it was lately. Written by every call, so without a lock unless it has limits.</summary>
internal sealed class DeploymentLoad(TimeProvider time)
{
    /// <summary>A reply of one word says little of the speed of a long one: shorter ones count as this many tokens.</summary>
    private const long ShortestReply = 16;

    private readonly Lock _admission = new();
    private int _inFlight;
    private long _calls;
    private long _successes;
    private long _cooldowns;

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Calls, successes and cooldowns since the process began.</summary>
    public (long Calls, long Successes, long Cooldowns) Totals =>
        (Volatile.Read(ref _calls), Volatile.Read(ref _successes), Volatile.Read(ref _cooldowns));

    public RecentMinutes Minutes { get; } = new(time);

    /// <summary>From the start of a streamed call to its first piece.</summary>
    public PeakAverage FirstPiece { get; } = new(time.TimestampFrequency);

    /// <summary>Time per token of output, of whole replies.</summary>
    public PeakAverage PerToken { get; } = new(time.TimestampFrequency);

    /// <summary>What decides about speed for a call of this kind.</summary>
    public PeakAverage Speed(bool buffered) => buffered ? PerToken : FirstPiece;

    /// <summary>Which limit keeps a call from being made now.</summary>
    public LoadLimit Reached(LoadLimits? limits, long now)
    {
        if (limits is null)
        {
            return LoadLimit.None;
        }

        var (calls, tokens) = Minutes.Used(now);
        return limits.Reached(calls, tokens, InFlight);
    }

    /// <summary>Begins a call, unless that would exceed a limit; checked and counted in one step.</summary>
    /// <param name="limits">Null for none.</param>
    /// <param name="tokens">Tokens it is expected to use, set against a limit until it is known.</param>
    /// <param name="now">Timestamp.</param>
    public bool TryBegin(LoadLimits? limits, long tokens, long now)
    {
        if (limits is null)
        {
            Begin(tokens, now);
            return true;
        }

        lock (_admission)
        {
            if (Reached(limits, now) is not LoadLimit.None)
            {
                return false;
            }

            Begin(tokens, now);
            return true;
        }
    }

    /// <summary>When the limit that is reached lets a call through again.</summary>
    public TimeSpan Wait(LoadLimits limits, long now) => Reached(limits, now) switch
    {
        LoadLimit.Requests => Minutes.Until(calls: true, limits.RequestsPerMinute!.Value - 1, now),
        LoadLimit.Tokens => Minutes.Until(calls: false, limits.TokensPerMinute!.Value * 0.999, now),
        LoadLimit.Parallel => TimeSpan.FromSeconds(1),
        _ => TimeSpan.Zero,
    };

    public void End() => Interlocked.Decrement(ref _inFlight);

    /// <summary>A call that came to its end.</summary>
    /// <param name="elapsed">How long a reply in one piece took; null for a stream, where the reader has a part in it.</param>
    /// <param name="output">Tokens of the reply.</param>
    /// <param name="tokens">Tokens of prompt and reply beyond those that were expected.</param>
    public void Completed(TimeSpan? elapsed, long output, long tokens)
    {
        var now = time.GetTimestamp();
        Interlocked.Increment(ref _successes);
        if (elapsed is { } whole)
        {
            PerToken.Observe(whole.TotalSeconds / Math.Max(output, ShortestReply), now);
        }

        if (tokens != 0)
        {
            Minutes.Tokens(tokens, now);
        }
    }

    public void Began(TimeSpan firstPiece) => FirstPiece.Observe(firstPiece.TotalSeconds, time.GetTimestamp());

    /// <summary>A failure counts as slow, however fast it came: a deployment that refuses at once must not look quick.</summary>
    public void Failed(TimeSpan elapsed)
    {
        var now = time.GetTimestamp();
        Minutes.Failure(now);
        Punish(FirstPiece, elapsed.TotalSeconds, now);
        Punish(PerToken, elapsed.TotalSeconds / ShortestReply, now);
    }

    public void CooledDown() => Interlocked.Increment(ref _cooldowns);

    private static void Punish(PeakAverage speed, double seconds, long now) =>
        speed.Observe(Math.Max(seconds, Math.Max(0.1, 2 * speed.At(now))), now);

    private void Begin(long tokens, long now)
    {
        Interlocked.Increment(ref _inFlight);
        Interlocked.Increment(ref _calls);
        Minutes.Call(now);
        if (tokens != 0)
        {
            Minutes.Tokens(tokens, now);
        }
    }
}
