using System.Diagnostics.Metrics;

namespace Agentes.ModelGateway.Telemetry;

/// <summary>What the cache did, and what it saved.</summary>
internal static class CacheTelemetry
{
    /// <summary>The reply was kept.</summary>
    public const string Hit = "hit";

    /// <summary>A reply to a question that is alike was kept.</summary>
    public const string Alike = "semantic_hit";

    /// <summary>An equal call was under way.</summary>
    public const string Joined = "joined";

    /// <summary>A provider was asked.</summary>
    public const string Miss = "miss";

    private static readonly Meter Meter = new(ModelGatewayTelemetry.Name);

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>(
        "agentes.gateway.cache.calls", "{call}", "Calls that the cache took, by what came of it.");

    private static readonly Counter<double> SavedUsd = Meter.CreateCounter<double>(
        "agentes.gateway.cache.saved", "USD", "What the replies given again would have cost.");

    private static readonly Counter<long> Faults = Meter.CreateCounter<long>(
        "agentes.gateway.cache.faults", "{operation}", "Operations of the store that failed; each is a miss.");

    public static void Count(string result) => Calls.Add(1, new KeyValuePair<string, object?>("result", result));

    public static void Saved(GatewayReceipt receipt)
    {
        if (receipt.SavedUsd is { } saved)
        {
            SavedUsd.Add((double)saved, new KeyValuePair<string, object?>(GenAiNames.Group, receipt.Group));
        }
    }

    public static void Fault() => Faults.Add(1);
}
