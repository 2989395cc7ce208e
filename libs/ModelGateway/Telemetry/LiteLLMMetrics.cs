using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Deployments;

namespace Agentes.ModelGateway.Telemetry;

/// <summary>
/// What LiteLLM's dashboards show of calls, beside the metrics of the conventions. A key appears by its id, an end user never; names that
/// callers make up are bounded.
/// </summary>
internal static class LiteLLMMetrics
{
    private static readonly BoundedLabels<Guid> Keys = new(id => id.ToString());
    private static readonly BoundedLabels<string> Names = new(name => name);

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries =
            [.005, .00625, .0125, .025, .05, .1, .5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 60, 120, 180, 240, 300],
    };

    private static readonly Counter<long> TotalRequests = Count(LiteLLMNames.TotalRequests, "Calls, by the status their caller got.");
    private static readonly Counter<long> FailedRequests = Count(LiteLLMNames.FailedRequests, "Calls that no model answered.");
    private static readonly Counter<long> InputTokens = Count(LiteLLMNames.InputTokens, "Tokens of prompts.");
    private static readonly Counter<long> OutputTokens = Count(LiteLLMNames.OutputTokens, "Tokens of replies.");
    private static readonly Counter<long> TotalTokens = Count(LiteLLMNames.TotalTokens, "Tokens of prompts and replies.");
    private static readonly Counter<long> CachedTokens = Count(LiteLLMNames.CachedTokens, "Tokens read from prompt caches of providers.");
    private static readonly Counter<long> CacheWrites =
        Count(LiteLLMNames.CacheWriteTokens, "Tokens written to prompt caches of providers.");
    private static readonly Counter<long> DeploymentFailures = Count(LiteLLMNames.DeploymentFailures, "Attempts that failed.");
    private static readonly Counter<long> SuccessfulFallbacks =
        Count(LiteLLMNames.SuccessfulFallbacks, "Calls that another model answered.");
    private static readonly Counter<long> FailedFallbacks =
        Count(LiteLLMNames.FailedFallbacks, "Calls that another model did not answer either.");

    private static readonly Counter<double> Spend = ModelGatewayTelemetry.Meter.CreateCounter<double>(
        LiteLLMNames.Spend, description: "Cost in USD of calls whose price is known. The ledger is exact, this is not.");

    private static readonly Histogram<double> TotalLatency =
        Measure(LiteLLMNames.TotalLatency, "Seconds of a call, retries and fallbacks included.");
    private static readonly Histogram<double> ApiLatency = Measure(LiteLLMNames.ApiLatency, "Seconds of the attempt that answered.");
    private static readonly Histogram<double> FirstToken =
        Measure(LiteLLMNames.FirstToken, "Seconds from the start of an attempt to its first piece; streams only.");
    private static readonly Histogram<double> Overhead =
        Measure(LiteLLMNames.Overhead, "Seconds of a call before the attempt that answered.");
    private static readonly Histogram<double> LatencyPerToken = Measure(LiteLLMNames.LatencyPerToken, "Seconds per token of output.");

    public static void Completed(CallAccount account, Attempt attempt, GatewayReceipt receipt)
    {
        if (!TotalRequests.Enabled)
        {
            return;
        }

        TotalRequests.Add(1, Caller(account, "200"));
        var tags = Deployment(account, attempt.State.Deployment, LiteLLMNames.Model);
        InputTokens.Add(receipt.InputTokens, tags);
        OutputTokens.Add(receipt.OutputTokens, tags);
        TotalTokens.Add(receipt.InputTokens + receipt.OutputTokens, tags);
        AddAny(CachedTokens, receipt.CachedTokens, tags);
        AddAny(CacheWrites, receipt.CacheWriteTokens + receipt.CacheWriteLongTokens, tags);
        if (receipt.CostUsd is { } cost)
        {
            Spend.Add((double)cost, tags);
        }

        var elapsed = attempt.Elapsed.TotalSeconds;
        TotalLatency.Record(account.Elapsed.TotalSeconds, tags);
        ApiLatency.Record(elapsed, tags);
        Overhead.Record(account.SinceStart(attempt.Started).TotalSeconds, tags);
        LatencyPerToken.Record(elapsed / Math.Max(1, receipt.OutputTokens), tags);
        if (!account.Buffered)
        {
            FirstToken.Record(attempt.FirstPiece.TotalSeconds, tags);
        }

        if (account.Fallbacks > 0)
        {
            SuccessfulFallbacks.Add(1, Fallback(account));
        }
    }

    /// <param name="account">A call that ended without its whole reply.</param>
    /// <param name="failure">Null when the caller went away.</param>
    public static void Ended(CallAccount account, FailureClass? failure)
    {
        if (!TotalRequests.Enabled)
        {
            return;
        }

        var (name, status) = failure is { } kind ? LiteLLMNames.ErrorOf(kind) : ("Cancelled", "499");
        TotalRequests.Add(1, Caller(account, status));
        if (failure is null)
        {
            return;
        }

        FailedRequests.Add(1, Failed(Caller(account, status: null), name, status));
        if (account.Fallbacks > 0)
        {
            FailedFallbacks.Add(1, Failed(Fallback(account), name, status));
        }
    }

    public static void AttemptFailed(CallAccount account, Attempt attempt, ModelFailure failure)
    {
        if (DeploymentFailures.Enabled)
        {
            var (name, status) = LiteLLMNames.ErrorOf(failure.Class);
            var exact = failure.Status is { } code ? code.ToString(CultureInfo.InvariantCulture) : status;
            var tags = Deployment(account, attempt.State.Deployment, LiteLLMNames.LiteLLMModel);
            DeploymentFailures.Add(1, Failed(tags, name, exact));
        }
    }

    private static TagList Caller(CallAccount account, string? status)
    {
        var tags = new TagList { { LiteLLMNames.RequestedModel, Requested(account) }, { LiteLLMNames.Route, account.Call.Face } };
        AddScope(ref tags, account);
        if (status is not null)
        {
            tags.Add(LiteLLMNames.Status, status);
        }

        return tags;
    }

    private static TagList Deployment(CallAccount account, ModelDeployment deployment, string modelLabel)
    {
        var tags = new TagList
        {
            { LiteLLMNames.RequestedModel, Requested(account) },
            { modelLabel, Names.Of(deployment.Model) },
            { LiteLLMNames.ModelId, Names.Of(deployment.Id) },
            { LiteLLMNames.Provider, deployment.Provider },
        };
        AddScope(ref tags, account);
        return tags;
    }

    private static TagList Fallback(CallAccount account)
    {
        var tags = new TagList
        {
            { LiteLLMNames.RequestedModel, Requested(account) },
            { LiteLLMNames.FallbackModel, account.Snapshot.Groups.LabelOf(account.Group) },
        };
        AddScope(ref tags, account);
        return tags;
    }

    private static TagList Failed(TagList tags, string name, string status)
    {
        tags.Add(LiteLLMNames.ExceptionClass, name);
        tags.Add(LiteLLMNames.ExceptionStatus, status);
        return tags;
    }

    private static void AddScope(ref TagList tags, CallAccount account)
    {
        if (account.Call.Scope?.KeyId is { } key)
        {
            tags.Add(LiteLLMNames.Key, Keys.Of(key));
        }

        if (account.Call.Scope?.Team is { } team)
        {
            tags.Add(LiteLLMNames.Team, Names.Of(team));
        }
    }

    private static void AddAny(Counter<long> counter, long tokens, TagList tags)
    {
        if (tokens > 0)
        {
            counter.Add(tokens, tags);
        }
    }

    private static string Requested(CallAccount account) => account.Snapshot.Groups.LabelOf(account.Requested);

    private static Counter<long> Count(string name, string description) =>
        ModelGatewayTelemetry.Meter.CreateCounter<long>(name, description: description);

    private static Histogram<double> Measure(string name, string description) =>
        ModelGatewayTelemetry.Meter.CreateHistogram(name, unit: null, description, tags: null, Seconds);
}
