using System.Diagnostics;
using System.Diagnostics.Metrics;
using Agentes.ModelGateway.Deployments;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Telemetry;

/// <summary>Traces and metrics of the gateway. Each part asks first whether anybody listens.</summary>
public static class ModelGatewayTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Agentes.ModelGateway";

    private static readonly ActivitySource Source = new(Name);
    internal static readonly Meter Meter = new(Name);

    private static readonly Histogram<long> TokenUsage = Meter.CreateHistogram(
        GenAiNames.TokenUsageMetric, "{token}", "Tokens of a call.", advice: new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
        });

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
    };

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        GenAiNames.DurationMetric, "s", "Duration of one attempt.", advice: Seconds);

    private static readonly Histogram<double> FirstChunk = Meter.CreateHistogram(
        GenAiNames.FirstChunkMetric, "s", "From the start of an attempt to its first piece of reply.", advice: Seconds);

    private static readonly Counter<long> Fallbacks = Meter.CreateCounter<long>(
        GenAiNames.FallbacksMetric, "{call}", "Calls that another group answered.");

    private static readonly Counter<long> UnknownCost = Meter.CreateCounter<long>(
        GenAiNames.UnknownCostMetric, "{call}", "Calls whose price is unknown.");

    internal static Activity? Start(ModelDeployment deployment, ModelCall call, bool buffered)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var operation = OperationOf(call);
        var tags = new ActivityTagsCollection
        {
            [GenAiNames.OperationName] = operation,
            [GenAiNames.ProviderName] = ProviderCatalog.TelemetryName(deployment.Provider),
            [GenAiNames.RequestModel] = deployment.Model,
            [GenAiNames.RequestStream] = !buffered,
            [GenAiNames.Group] = call.Group,
        };
        AddIfKnown(tags, GenAiNames.RequestMaxTokens, call.Options.MaxOutputTokens ?? deployment.Defaults.MaxOutputTokens);
        AddIfKnown(tags, GenAiNames.RequestTemperature, call.Options.Temperature ?? deployment.Defaults.Temperature);
        AddIfKnown(tags, GenAiNames.ServerAddress, deployment.ApiBase?.Host);
        AddIfKnown(tags, GenAiNames.ServerPort, deployment.ApiBase?.Port);
        return Source.StartActivity($"{operation} {deployment.Model}", ActivityKind.Client, default(ActivityContext), tags);
    }

    internal static void Completed(Attempt attempt, GatewayReceipt receipt)
    {
        if (attempt.Activity is { IsAllDataRequested: true } activity)
        {
            activity.SetTag(GenAiNames.ResponseModel, receipt.Model);
            activity.SetTag(GenAiNames.ResponseFinishReasons, new[] { attempt.FinishReason?.Value ?? "stop" });
            activity.SetTag(GenAiNames.InputTokens, receipt.InputTokens);
            activity.SetTag(GenAiNames.OutputTokens, receipt.OutputTokens);
            activity.SetTag(GenAiNames.CachedTokens, receipt.CachedTokens);
            activity.SetTag(GenAiNames.CacheWriteTokens, receipt.CacheWriteTokens + receipt.CacheWriteLongTokens);
            activity.SetTag(GenAiNames.ReasoningTokens, receipt.ReasoningTokens);
            activity.SetTag(GenAiNames.TimeToFirstChunk, attempt.FirstPiece.TotalSeconds);
        }

        if (TokenUsage.Enabled || Duration.Enabled || FirstChunk.Enabled)
        {
            var tags = Tags(attempt);
            tags.Add(GenAiNames.ResponseModel, receipt.Model);
            Duration.Record(attempt.Elapsed.TotalSeconds, tags);
            FirstChunk.Record(attempt.FirstPiece.TotalSeconds, tags);
            var (input, output) = (tags, tags);
            input.Add(GenAiNames.TokenType, GenAiNames.Input);
            TokenUsage.Record(receipt.InputTokens, input);
            output.Add(GenAiNames.TokenType, GenAiNames.Output);
            TokenUsage.Record(receipt.OutputTokens, output);
        }

        if (receipt.Fallbacks > 0)
        {
            Fallbacks.Add(1, new KeyValuePair<string, object?>(GenAiNames.Group, receipt.RequestedGroup));
        }

        if (receipt.CostUsd is null)
        {
            UnknownCost.Add(1, new KeyValuePair<string, object?>(GenAiNames.RequestModel, attempt.State.Deployment.Model));
        }
    }

    internal static void Failed(Attempt attempt, ModelFailure failure)
    {
        attempt.Activity?.SetTag(GenAiNames.ErrorType, failure.Code).SetStatus(ActivityStatusCode.Error, failure.Reason);
        if (Duration.Enabled)
        {
            var tags = Tags(attempt);
            tags.Add(GenAiNames.ErrorType, failure.Code);
            Duration.Record(attempt.Elapsed.TotalSeconds, tags);
        }
    }

    private static TagList Tags(Attempt attempt) => new()
    {
        { GenAiNames.OperationName, OperationOf(attempt.Call) },
        { GenAiNames.ProviderName, ProviderCatalog.TelemetryName(attempt.State.Deployment.Provider) },
        { GenAiNames.RequestModel, attempt.State.Deployment.Model },
    };

    private static string OperationOf(ModelCall call) => call.Embedding is null ? GenAiNames.Chat : GenAiNames.Embeddings;

    private static void AddIfKnown(ActivityTagsCollection tags, string name, object? value)
    {
        if (value is not null)
        {
            tags[name] = value;
        }
    }
}
