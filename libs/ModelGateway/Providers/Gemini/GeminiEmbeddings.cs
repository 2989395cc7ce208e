using System.Buffers;
using System.Text.Json;
using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Providers.OpenAI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>The bodies of <c>POST /models/{model}:batchEmbedContents</c>.</summary>
internal static class GeminiEmbeddings
{
    /// <summary>The API's own limit on the inputs of one request.</summary>
    public const int MostInputs = 100;

    public static ReadOnlyMemory<byte> Write(string path, IEnumerable<string> texts, int? dimensions)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, GeminiWire.Json);
        writer.WriteStartObject();
        writer.WriteStartArray("requests"u8);
        foreach (var text in texts)
        {
            writer.WriteStartObject();
            writer.WriteString("model"u8, path);
            writer.WriteStartObject("content"u8);
            writer.WriteStartArray("parts"u8);
            writer.WriteStartObject();
            writer.WriteString("text"u8, text);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            if (dimensions is { } size)
            {
                writer.WriteNumber("outputDimensionality"u8, size);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Adds the vectors of one answer to those before.</summary>
    /// <returns>What the provider counted; null when it did not.</returns>
    /// <exception cref="JsonException">The body is not what the protocol says.</exception>
    public static TokenUsage? Read(ReadOnlySpan<byte> body, List<ReadOnlyMemory<float>> vectors)
    {
        TokenUsage? usage = null;
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.NextProperty())
        {
            if (reader.Is("embeddings"u8))
            {
                ReadVectors(ref reader, vectors);
            }
            else if (reader.Is("usageMetadata"u8))
            {
                usage = GeminiUsage.Read(ref reader);
            }
            else
            {
                reader.SkipValue();
            }
        }

        return usage;
    }

    private static void ReadVectors(ref Utf8JsonReader reader, List<ReadOnlyMemory<float>> vectors)
    {
        if (!reader.EnterArray())
        {
            return;
        }

        while (reader.NextItem())
        {
            vectors.Add(ReadVector(ref reader));
        }
    }

    private static ReadOnlyMemory<float> ReadVector(ref Utf8JsonReader reader)
    {
        var numbers = new List<float>(768);
        if (!reader.EnterObject())
        {
            return default;
        }

        while (reader.NextProperty())
        {
            if (!reader.Is("values"u8))
            {
                reader.SkipValue();
            }
            else if (reader.EnterArray())
            {
                while (reader.NextItem())
                {
                    numbers.Add(reader.TokenType is JsonTokenType.Number ? reader.GetSingle() : throw new JsonException("No number."));
                }
            }
        }

        return numbers.ToArray();
    }
}
