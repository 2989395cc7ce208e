using Agentes.ModelGateway.Deployments.Choosing;

namespace Agentes.ModelGateway.Configuration;

/// <summary>Reads how the deployments of a group are chosen.</summary>
internal static class RoutingReader
{
    private const string SmartIntent = "smart-intent";

    public static RoutingOptions Read(YamlSection router)
    {
        var options = new RoutingOptions { Strategy = ReadStrategy(router) };
        if (router.Section("routing_strategy_args") is { } arguments)
        {
            options = options with
            {
                LatencyMemory = arguments.Seconds("ttl") ?? options.LatencyMemory,
                LatencyBuffer = arguments.Number("lowest_latency_buffer", 0, 100) ?? options.LatencyBuffer,
            };
            arguments.RejectUnread(LiteLLMKeys.StrategyArguments);
            arguments.RejectMissingVariables();
            if (options.Strategy is not RoutingStrategy.Latency)
            {
                router.Note("routing_strategy_args has no effect: its keys are those of latency-based-routing.");
            }
        }

        return options with
        {
            FilterByTags = router.Flag("enable_tag_filtering") ?? options.FilterByTags,
            MatchAnyTag = router.Flag("tag_filtering_match_any") ?? options.MatchAnyTag,
        };
    }

    private static RoutingStrategy ReadStrategy(YamlSection router)
    {
        if (router.Text("routing_strategy") is not { } name)
        {
            return RoutingStrategy.PeakEwma;
        }

        if (name == SmartIntent)
        {
            router.Note("routing_strategy smart-intent: the caller chooses the group by intent; within a group it is peak-ewma.");
            return RoutingStrategy.PeakEwma;
        }

        if (Strategies.Find(name) is { } strategy)
        {
            return strategy;
        }

        string[] known = [.. Strategies.Names, SmartIntent];
        router.Problem("routing_strategy", $"'{name}' is not a known strategy (LiteLLM refuses to start with it)", Spelling.Nearest(name, known));
        return RoutingStrategy.PeakEwma;
    }
}
