using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Agentes.ModelGateway.Accounting;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.OpenAI;

/// <summary>The bodies of <c>POST /embeddings</c>. Base64 is asked for, being a third of the size; a server that ignores that is read too.</summary>
internal static class OpenAIEmbeddings
{
    public static ReadOnlyMemory<byte> Write(ModelDeployment deployment, EmbeddingCall call)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, OpenAIWire.Json);
        json.WriteStartObject();
        json.WriteString("model"u8, deployment.Model);
        json.WritePropertyName("input"u8);
        call.WriteInput(json);
        json.WriteString("encoding_format"u8, "base64"u8);
        if (call.Dimensions is { } dimensions)
        {
            json.WriteNumber("dimensions"u8, dimensions);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <exception cref="ProviderException">The body is not what the protocol says.</exception>
    public static ModelDelta Read(ReadOnlySpan<byte> body, int inputs)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            return Read(ref reader, inputs);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw Malformed("the answer is not a list of embeddings", exception);
        }
    }

    private static ModelDelta Read(ref Utf8JsonReader reader, int inputs)
    {
        var vectors = new ReadOnlyMemory<float>[inputs];
        var (found, model, usage) = (0, (string?)null, (TokenUsage?)null);
        while (reader.NextProperty())
        {
            if (reader.Is("data"u8))
            {
                found += ReadVectors(ref reader, vectors);
            }
            else if (reader.Is("model"u8))
            {
                model = reader.StringOrNull();
            }
            else if (reader.Is("usage"u8))
            {
                usage = reader.MemberOf("prompt_tokens"u8) is { } tokens ? new TokenUsage(tokens, 0) : null;
            }
            else
            {
                reader.SkipValue();
            }
        }

        return found == inputs && vectors.All(vector => !vector.IsEmpty)
            ? new ModelDelta { Embeddings = vectors, Model = model, Usage = usage, FinishReason = ChatFinishReason.Stop }
            : throw Malformed($"{found} embeddings came for {inputs} inputs");
    }

    private static int ReadVectors(ref Utf8JsonReader reader, ReadOnlyMemory<float>[] vectors)
    {
        var found = 0;
        if (!reader.EnterArray())
        {
            return found;
        }

        while (reader.NextItem())
        {
            var (index, vector) = (found, ReadOnlyMemory<float>.Empty);
            while (reader.NextProperty())
            {
                if (reader.Is("embedding"u8))
                {
                    vector = reader.TokenType is JsonTokenType.String ? Decode(ref reader) : ReadNumbers(ref reader);
                }
                else if (reader.Is("index"u8))
                {
                    index = (int)(reader.LongOrNull() ?? found);
                }
                else
                {
                    reader.SkipValue();
                }
            }

            if ((uint)index < (uint)vectors.Length)
            {
                vectors[index] = vector;
            }

            found++;
        }

        return found;
    }

    /// <summary>Little-endian 32-bit floats.</summary>
    private static ReadOnlyMemory<float> Decode(ref Utf8JsonReader reader)
    {
        var bytes = reader.GetBytesFromBase64();
        return bytes.Length % sizeof(float) == 0
            ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
            : throw new FormatException("An embedding is a whole number of floats.");
    }

    private static ReadOnlyMemory<float> ReadNumbers(ref Utf8JsonReader reader)
    {
        var numbers = new List<float>(1536);
        if (reader.EnterArray())
        {
            while (reader.NextItem())
            {
                numbers.Add(reader.GetSingle());
            }
        }

        return numbers.ToArray();
    }

    private static ProviderException Malformed(string reason, Exception? cause = null) =>
        new(new ModelFailure(FailureClass.Malformed, reason) { Exception = cause });
}
