using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Agentes.ModelGateway.Faces.OpenAI;

/// <summary>Writes vectors as OpenAI's clients read them: numbers, or base64 of little-endian 32-bit floats.</summary>
internal sealed class EmbeddingsWriter(IBufferWriter<byte> output, bool base64) : IReplyWriter
{
    private IReadOnlyList<ReadOnlyMemory<float>> _vectors = [];

    public void Begin()
    {
        // Nothing is out before the end.
    }

    public void Write(in ModelDelta delta) => _vectors = delta.Embeddings ?? _vectors;

    public void Fail(ModelGatewayException failure) => throw failure;

    /// <summary>Writes the answer in the encoding that the client asked for, whatever the provider sent.</summary>
    public void End(GatewayReceipt receipt)
    {
        using var json = new Utf8JsonWriter(output, ChatJson.Options);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        for (var i = 0; i < _vectors.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "embedding"u8);
            json.WriteNumber("index"u8, i);
            WriteVector(json, _vectors[i].Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model"u8, receipt.Model);
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, receipt.InputTokens);
        json.WriteNumber("total_tokens"u8, receipt.InputTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteVector(Utf8JsonWriter json, ReadOnlySpan<float> vector)
    {
        if (base64)
        {
            json.WriteBase64String("embedding"u8, MemoryMarshal.AsBytes(vector));
            return;
        }

        json.WriteStartArray("embedding"u8);
        foreach (var number in vector)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
