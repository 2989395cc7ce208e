using System.Text.Json;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Deployments;

/// <summary>Gives an exception of an attempt its failure class.</summary>
internal static class Failures
{
    /// <param name="exception">Anything but the caller's own cancellation.</param>
    /// <param name="expired">The phase whose limit ended the attempt, if one did.</param>
    /// <param name="generating">Whether the provider had begun to answer.</param>
    public static ModelFailure Classify(Exception exception, string? expired, bool generating) => exception switch
    {
        _ when expired is not null =>
            new ModelFailure(FailureClass.Timeout, $"the {expired} limit was reached") { Exception = exception },
        ProviderException provider => provider.Failure,
        // Without an expired phase only the connection's own limit cancels.
        OperationCanceledException =>
            new ModelFailure(FailureClass.Connection, "the connection could not be opened in time") { Exception = exception },
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } =>
            new ModelFailure(FailureClass.Truncated, "the provider closed the connection before answering") { Exception = exception },
        HttpRequestException =>
            new ModelFailure(FailureClass.Connection, "the provider could not be reached") { Exception = exception },
        IOException when generating => new ModelFailure(FailureClass.Truncated, "the connection broke off") { Exception = exception },
        IOException => new ModelFailure(FailureClass.Connection, "the connection broke off") { Exception = exception },
        JsonException or InvalidDataException =>
            new ModelFailure(FailureClass.Malformed, "the answer is not what the protocol says") { Exception = exception },
        _ => new ModelFailure(FailureClass.Malformed, "the attempt failed unexpectedly") { Exception = exception },
    };
}
