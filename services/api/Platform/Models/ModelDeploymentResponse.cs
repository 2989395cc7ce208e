using Agentes.ModelGateway;
using Agentes.ModelGateway.Lifecycle;

namespace Agentes.Platform.Models;

/// <summary>A deployment as it is in this process at this moment.</summary>
/// <param name="Id">Stable name.</param>
/// <param name="Provider">Prefix of its provider.</param>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="Condition">Whether it takes calls.</param>
/// <param name="Reason">Why it does not; null when it does.</param>
/// <param name="CoolingUntil">End of its cooldown; null without one.</param>
/// <param name="Weight">Share relative to its siblings.</param>
/// <param name="Order">Lower levels are used first.</param>
/// <param name="Load">What it does now and did lately.</param>
/// <param name="Price">Null when it is unknown.</param>
/// <param name="Lifecycle">Whether the model lives.</param>
public sealed record ModelDeploymentResponse(
    string Id,
    string Provider,
    string Model,
    DeploymentCondition Condition,
    string? Reason,
    DateTimeOffset? CoolingUntil,
    double Weight,
    int Order,
    ModelLoadResponse Load,
    ModelPriceResponse? Price,
    ModelLifecycleResponse Lifecycle)
{
    internal static ModelDeploymentResponse From(ModelDeploymentStatus deployment) => new(
        deployment.Id,
        deployment.Provider,
        deployment.Model,
        deployment.Condition,
        deployment.Reason,
        deployment.CoolingUntil,
        deployment.Weight,
        deployment.Order,
        ModelLoadResponse.From(deployment),
        deployment.Price is { } price ? ModelPriceResponse.From(price) : null,
        new ModelLifecycleResponse(
            deployment.Lifecycle.Status, deployment.Lifecycle.RetiredOn, deployment.Lifecycle.Successor, deployment.Lifecycle.Warning));
}

/// <summary>What a deployment does now and did lately, in this process.</summary>
/// <param name="InFlight">Calls under way.</param>
/// <param name="InFlightLimit">Most of them; null for any number.</param>
/// <param name="RecentCalls">Calls of about the last five minutes.</param>
/// <param name="RecentFailures">Failures of about the last five minutes.</param>
/// <param name="FirstPieceMs">Peak average in milliseconds to the first piece of a stream; null before the first one.</param>
/// <param name="PerTokenMs">Peak average in milliseconds per token of whole replies; null before the first one.</param>
/// <param name="MinuteRequests">Requests of the last minute.</param>
/// <param name="MinuteRequestLimit">Most of them; null for any number.</param>
/// <param name="MinuteTokens">Tokens of the last minute.</param>
/// <param name="MinuteTokenLimit">Most of them; null for any number.</param>
public sealed record ModelLoadResponse(
    int InFlight,
    int? InFlightLimit,
    long RecentCalls,
    long RecentFailures,
    double? FirstPieceMs,
    double? PerTokenMs,
    double MinuteRequests,
    double? MinuteRequestLimit,
    double MinuteTokens,
    double? MinuteTokenLimit)
{
    internal static ModelLoadResponse From(ModelDeploymentStatus deployment) => new(
        deployment.InFlight,
        deployment.ParallelLimit,
        deployment.RecentCalls,
        deployment.RecentFailures,
        deployment.FirstPiece?.TotalMilliseconds,
        deployment.PerToken?.TotalMilliseconds,
        deployment.MinuteRequests,
        deployment.RequestLimit,
        deployment.MinuteTokens,
        deployment.TokenLimit);
}

/// <summary>List price in USD per token.</summary>
/// <param name="InputPerToken">Prompt.</param>
/// <param name="OutputPerToken">Reply.</param>
/// <param name="CachedInputPerToken">Prompt read from the provider's cache; null where it costs as any other.</param>
/// <param name="Source">Where the figures come from; null where the configuration gives them.</param>
/// <param name="AsOf">When they were read.</param>
public sealed record ModelPriceResponse(
    decimal InputPerToken, decimal OutputPerToken, decimal? CachedInputPerToken, string? Source, DateOnly? AsOf)
{
    internal static ModelPriceResponse From(ModelPrice price) => new(price.Input, price.Output, price.CachedInput, price.Source, price.AsOf);
}

/// <summary>Whether a model lives.</summary>
/// <param name="Status">How it stands.</param>
/// <param name="RetiredOn">Day of its end; null where there is none.</param>
/// <param name="Successor">What to use instead; null for nothing.</param>
/// <param name="Warning">One sentence for an operator; null for a model that lives.</param>
public sealed record ModelLifecycleResponse(LifecycleStatus Status, DateOnly? RetiredOn, string? Successor, string? Warning);
