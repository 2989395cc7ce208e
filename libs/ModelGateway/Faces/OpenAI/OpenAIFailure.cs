using System.Buffers;
using System.Text.Json;

namespace Agentes.ModelGateway.Faces.OpenAI;

/// <summary>
/// An error as OpenAI's clients expect it: a status, and <c>{"error":{message,type,param,code}}</c> with a symbolic code. A key of ours that
/// the provider refuses is a bad gateway and not the client's 401.
/// </summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">OpenAI's word for the kind of error.</param>
/// <param name="Code">Stable code; null where the kind says all.</param>
/// <param name="Message">For a person.</param>
/// <param name="Param">The member of the request that is meant.</param>
public sealed record OpenAIFailure(int Status, string Type, string? Code, string Message, string? Param = null)
{
    private const string InvalidRequest = "invalid_request_error";
    private const string Server = "server_error";

    /// <summary>When trying again may help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A request that was not understood.</summary>
    public static OpenAIFailure Of(FaceException bad) => new(400, InvalidRequest, bad.Code, bad.Message, bad.Param);

    /// <summary>A call that failed.</summary>
    public static OpenAIFailure Of(ModelGatewayException failed)
    {
        var (status, type, code) = failed.Class switch
        {
            FailureClass.UnknownGroup => (404, InvalidRequest, "model_not_found"),
            FailureClass.InvalidRequest => (failed.UpstreamStatus is 413 or 422 ? failed.UpstreamStatus.Value : 400, InvalidRequest, "invalid_request"),
            FailureClass.ContextWindow => (400, InvalidRequest, "context_length_exceeded"),
            FailureClass.ContentPolicy => (400, InvalidRequest, "content_policy_violation"),
            FailureClass.NotAllowed => (403, "permission_error", failed.Code),
            FailureClass.Budget => (429, "budget_exceeded", "insufficient_quota"),
            FailureClass.Ledger => (503, Server, failed.Code),
            FailureClass.Throttle or FailureClass.Limited => (429, "rate_limit_error", "rate_limit_exceeded"),
            FailureClass.Timeout => (504, Server, failed.Code),
            FailureClass.Unavailable => (503, Server, failed.Code),
            _ => (502, Server, failed.Code),
        };
        return new OpenAIFailure(status, type, code, MessageOf(failed)) { RetryAfter = failed.RetryAfter };
    }

    /// <summary>Writes the body.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, ChatJson.Options);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, Message);
        json.WriteString("type"u8, Type);
        json.WriteString("param"u8, Param);
        json.WriteString("code"u8, Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The provider's words only where they are about the caller's own request.</summary>
    internal static string MessageOf(ModelGatewayException failed) => failed.Class switch
    {
        FailureClass.UnknownGroup => $"The model '{failed.Group}' does not exist or is not configured here. GET /v1/models lists what is.",
        FailureClass.InvalidRequest or FailureClass.ContextWindow or FailureClass.ContentPolicy when failed.UpstreamMessage is { Length: > 0 } said =>
            said,
        FailureClass.NotAllowed => $"This key may not use the model '{failed.Group}'. GET /v1/models lists what it may.",
        FailureClass.Budget => "The budget of this caller has no room for this call.",
        FailureClass.Limited => "A rate limit of this caller is reached; wait as long as Retry-After says.",
        _ => failed.Message,
    };
}
