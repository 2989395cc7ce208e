using System.Text.Json;

namespace Agentes.ModelGateway.Providers.OpenAI;

/// <summary>The <c>error</c> object of OpenAI and of the many servers that imitate it: object, or just a text.</summary>
internal sealed record OpenAIError(string? Message, string? Type, string? Code)
{
    public static OpenAIError? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            return new OpenAIError(reader.GetString(), null, null);
        }

        if (!reader.EnterObject())
        {
            return null;
        }

        string? message = null, type = null, code = null;
        while (reader.NextProperty())
        {
            if (reader.Is("message"u8))
            {
                message = reader.StringOrNull();
            }
            else if (reader.Is("type"u8))
            {
                type = reader.StringOrNull();
            }
            else if (reader.Is("code"u8))
            {
                code = reader.StringOrNull();
            }
            else
            {
                reader.SkipValue();
            }
        }

        return new OpenAIError(message, type, code);
    }

    /// <summary>Reads the body of a refused request; null when it is not this shape.</summary>
    public static OpenAIError? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                return null;
            }

            string? bare = null;
            while (reader.NextProperty())
            {
                if (reader.Is("error"u8))
                {
                    return Read(ref reader);
                }

                if (reader.Is("message"u8) || reader.Is("detail"u8))
                {
                    bare = reader.StringOrNull() ?? bare;
                }
                else
                {
                    reader.SkipValue();
                }
            }

            return bare is null ? null : new OpenAIError(bare, null, null);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
