namespace Agentes.ModelGateway.Deployments.Choosing;

/// <summary>
/// The smallest part of its limit used in the last minute. Where no limit is given, tokens are compared, as LiteLLM does: one without a limit
/// counts as if it had the largest of the group, or a million.
/// </summary>
internal sealed class UsageStrategy : IStrategy
{
    private const double Usual = 1_000_000;

    public int Choose(Span<Consideration> round, in Draw draw)
    {
        var largest = 0.0;
        foreach (ref var one in round)
        {
            largest = Math.Max(largest, one.State.Limits?.TokensPerMinute ?? 0);
        }

        foreach (ref var one in round)
        {
            var (calls, tokens) = one.State.Load.Minutes.Used(draw.Now);
            var limits = one.State.Limits;
            var share = tokens / (limits?.TokensPerMinute ?? (largest > 0 ? largest : Usual));
            one.Score = limits?.RequestsPerMinute is { } requests ? Math.Max(share, calls / requests) : share;
            one.Left = limits?.Left(calls, tokens) ?? 1;
        }

        return Strategies.Lowest(round, draw.Random);
    }
}
