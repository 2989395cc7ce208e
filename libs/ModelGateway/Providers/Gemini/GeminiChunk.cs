using System.Text.Json;
using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Providers.OpenAI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>
/// Reads one piece of a streamed reply, or a whole one, into reused fields. Only what the gateway uses is read; everything else is
/// skipped, because the API grows.
/// </summary>
internal sealed class GeminiChunk
{
    public List<GeminiPart> Parts { get; } = [];

    /// <summary>In the provider's words.</summary>
    public string? FinishReason { get; private set; }

    /// <summary>What the provider says about the way the reply ended.</summary>
    public string? FinishMessage { get; private set; }

    /// <summary>Why the prompt was refused; null when it was not.</summary>
    public string? BlockReason { get; private set; }

    public string? Model { get; private set; }

    public TokenUsage? Usage { get; private set; }

    public GeminiError? Error { get; private set; }

    /// <exception cref="JsonException">The bytes are not a JSON object.</exception>
    public void Read(ReadOnlySpan<byte> json)
    {
        Parts.Clear();
        FinishReason = null;
        FinishMessage = null;
        BlockReason = null;
        Usage = null;
        Error = null;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new JsonException("A piece of a reply must be an object.");
        }

        while (reader.NextProperty())
        {
            if (reader.Is("candidates"u8))
            {
                ReadCandidates(ref reader);
            }
            else if (reader.Is("usageMetadata"u8))
            {
                Usage = GeminiUsage.Read(ref reader) ?? Usage;
            }
            else if (reader.Is("modelVersion"u8))
            {
                // The same name is in every piece: one string serves all.
                Model = reader.TokenType is JsonTokenType.String && Model is { } known && reader.ValueTextEquals(known)
                    ? known
                    : reader.StringOrNull() ?? Model;
            }
            else if (reader.Is("promptFeedback"u8))
            {
                ReadFeedback(ref reader);
            }
            else if (reader.Is("error"u8))
            {
                Error = GeminiError.Read(ref reader);
            }
            else
            {
                reader.SkipValue();
            }
        }

        // Reading to the end proves that the piece is whole.
        if (reader.Read())
        {
            throw new JsonException("Text after the piece of a reply.");
        }
    }

    // One candidate is asked for, so there is one.
    private void ReadCandidates(ref Utf8JsonReader reader)
    {
        if (!reader.EnterArray())
        {
            return;
        }

        while (reader.NextItem())
        {
            if (!reader.EnterObject())
            {
                continue;
            }

            while (reader.NextProperty())
            {
                if (reader.Is("content"u8))
                {
                    ReadContent(ref reader);
                }
                else if (reader.Is("finishReason"u8))
                {
                    FinishReason = reader.StringOrNull();
                }
                else if (reader.Is("finishMessage"u8))
                {
                    FinishMessage = reader.StringOrNull();
                }
                else
                {
                    reader.SkipValue();
                }
            }
        }
    }

    private void ReadContent(ref Utf8JsonReader reader)
    {
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.NextProperty())
        {
            if (!reader.Is("parts"u8))
            {
                reader.SkipValue();
            }
            else if (reader.EnterArray())
            {
                while (reader.NextItem())
                {
                    if (reader.EnterObject())
                    {
                        Parts.Add(GeminiPart.Read(ref reader));
                    }
                }
            }
        }
    }

    private void ReadFeedback(ref Utf8JsonReader reader)
    {
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.NextProperty())
        {
            if (reader.Is("blockReason"u8))
            {
                BlockReason = reader.StringOrNull() is { } reason and not "BLOCK_REASON_UNSPECIFIED" ? reason : null;
            }
            else
            {
                reader.SkipValue();
            }
        }
    }
}
