using System.Text.Json;
using Agentes.ModelGateway.Providers.OpenAI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>The <c>error</c> object of a refused request or of an event.</summary>
/// <param name="Type">Its kind, such as <c>overloaded_error</c>.</param>
/// <param name="Message">What it says.</param>
/// <param name="Details">Its further members as JSON, where some limits are named.</param>
internal sealed record AnthropicError(string? Type, string? Message, string? Details)
{
    public static AnthropicError Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            return new AnthropicError(null, reader.GetString(), null);
        }

        string? type = null, message = null, details = null;
        if (reader.EnterObject())
        {
            while (reader.NextProperty())
            {
                if (reader.Is("type"u8))
                {
                    type = reader.StringOrNull();
                }
                else if (reader.Is("message"u8))
                {
                    message = reader.StringOrNull();
                }
                else if (reader.Is("details"u8))
                {
                    using var value = JsonDocument.ParseValue(ref reader);
                    details = value.RootElement.GetRawText();
                }
                else
                {
                    reader.SkipValue();
                }
            }
        }

        return new AnthropicError(type, message, details);
    }

    /// <summary>Reads the body of a refused request; null when it is not this shape.</summary>
    public static AnthropicError? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.NextProperty())
            {
                if (reader.Is("error"u8))
                {
                    return Read(ref reader);
                }

                reader.SkipValue();
            }
        }
        catch (JsonException)
        {
            // A proxy's page in place of the provider's answer; the status has to do.
        }

        return null;
    }
}
