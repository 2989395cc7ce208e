using System.Globalization;
using System.Text.Json;
using Agentes.ModelGateway.Providers.OpenAI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>The <c>error</c> object of Google's APIs with the details that change what to do next.</summary>
internal sealed record GeminiError
{
    public string? Message { get; private init; }

    /// <summary>The HTTP status, also inside a stream; null when it is no number.</summary>
    public int? Code { get; private init; }

    /// <summary>The name of the status: <c>RESOURCE_EXHAUSTED</c>, …</summary>
    public string? Status { get; private init; }

    /// <summary>Of <c>ErrorInfo</c>: <c>API_KEY_INVALID</c>, …</summary>
    public string? Reason { get; private init; }

    /// <summary>Of <c>RetryInfo</c>.</summary>
    public TimeSpan? RetryDelay { get; private init; }

    /// <summary>Of <c>QuotaFailure</c>: a limit that was reached counts days, so that waiting a little does not help.</summary>
    public bool IsDaily { get; private init; }

    public static GeminiError? Read(ref Utf8JsonReader reader)
    {
        if (!reader.EnterObject())
        {
            return null;
        }

        var error = new GeminiError();
        while (reader.NextProperty())
        {
            if (reader.Is("message"u8))
            {
                error = error with { Message = reader.StringOrNull() };
            }
            else if (reader.Is("code"u8))
            {
                error = int.TryParse(reader.StringOrNull(), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                    ? error with { Code = code }
                    : error;
            }
            else if (reader.Is("status"u8))
            {
                error = error with { Status = reader.StringOrNull() };
            }
            else if (reader.Is("details"u8))
            {
                error = ReadDetails(ref reader, error);
            }
            else
            {
                reader.SkipValue();
            }
        }

        return error;
    }

    /// <summary>Reads the body of a refused request, which may be an array of one; null when it is not this shape.</summary>
    public static GeminiError? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartArray)
            {
                reader.Read();
            }

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

            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The members of the details do not clash, so their types need not be told apart.
    private static GeminiError ReadDetails(ref Utf8JsonReader reader, GeminiError error)
    {
        if (!reader.EnterArray())
        {
            return error;
        }

        while (reader.NextItem())
        {
            if (!reader.EnterObject())
            {
                continue;
            }

            while (reader.NextProperty())
            {
                if (reader.Is("reason"u8))
                {
                    error = error with { Reason = reader.StringOrNull() };
                }
                else if (reader.Is("retryDelay"u8))
                {
                    error = error with { RetryDelay = Delay(reader.StringOrNull()) };
                }
                else if (reader.Is("violations"u8))
                {
                    error = error with { IsDaily = error.IsDaily | ReadViolations(ref reader) };
                }
                else
                {
                    reader.SkipValue();
                }
            }
        }

        return error;
    }

    private static bool ReadViolations(ref Utf8JsonReader reader)
    {
        var daily = false;
        if (!reader.EnterArray())
        {
            return false;
        }

        while (reader.NextItem())
        {
            if (!reader.EnterObject())
            {
                continue;
            }

            while (reader.NextProperty())
            {
                if (reader.Is("quotaId"u8))
                {
                    daily |= reader.StringOrNull()?.Contains("PerDay", StringComparison.OrdinalIgnoreCase) ?? false;
                }
                else
                {
                    reader.SkipValue();
                }
            }
        }

        return daily;
    }

    // A duration as protobuf writes it: seconds, maybe with a fraction, and an "s".
    private static TimeSpan? Delay(string? text) =>
        double.TryParse(text?.TrimEnd('s'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.SecondsPerDay))
            : null;
}
