using System.Buffers;
using System.Text.Json;
using Agentes.ModelGateway.Faces.OpenAI;

namespace Agentes.ModelGateway.Faces.Anthropic;

/// <summary>An error as Anthropic's clients expect it: <c>{"type":"error","error":{type,message}}</c>.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">Anthropic's word for the kind of error.</param>
/// <param name="Message">For a person.</param>
public sealed record AnthropicFailure(int Status, string Type, string Message)
{
    /// <summary>When trying again may help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A request that was not understood.</summary>
    public static AnthropicFailure Of(FaceException bad) => new(400, "invalid_request_error", bad.Message);

    /// <summary>A call that failed.</summary>
    public static AnthropicFailure Of(ModelGatewayException failed)
    {
        var same = OpenAIFailure.Of(failed);
        return OfStatus(same.Status, same.Message) with { RetryAfter = failed.RetryAfter };
    }

    /// <summary>The kind that goes with a status.</summary>
    public static AnthropicFailure OfStatus(int status, string message) => new(
        status,
        status switch
        {
            400 or 422 => "invalid_request_error",
            401 => "authentication_error",
            402 => "billing_error",
            403 => "permission_error",
            404 => "not_found_error",
            413 => "request_too_large",
            429 => "rate_limit_error",
            504 => "timeout_error",
            503 => "overloaded_error",
            _ => "api_error",
        },
        message);

    /// <summary>Writes the body.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, ChatJson.Options);
        json.WriteStartObject();
        json.WriteString("type"u8, "error"u8);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, Type);
        json.WriteString("message"u8, Message);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
