using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.OpenAI;

/// <summary>The body of <c>POST /v1/embeddings</c>, and of its answer (OpenAI's API reference, embeddings).</summary>
public sealed class EmbeddingsRequest
{
    /// <summary>OpenAI's own limit on the inputs of one request.</summary>
    private const int MostInputs = 2048;

    private readonly bool _base64;

    private EmbeddingsRequest(ModelCall call, bool base64) => (Call, _base64) = (call, base64);

    internal ModelCall Call { get; }

    /// <exception cref="FaceException">The request is not valid.</exception>
    public static EmbeddingsRequest Read(ReadOnlyMemory<byte> body)
    {
        using var document = ChatRequest.Parse(body);
        var root = document.RootElement;
        var model = root.RequiredText("model", "");
        var format = root.Text("encoding_format", "") ?? "float";
        if (format is not ("float" or "base64"))
        {
            throw FaceException.Invalid("encoding_format", "'encoding_format' must be float or base64.");
        }

        var input = Input(root.Find("input") ?? throw FaceException.Missing("input"), (int?)root.Whole("dimensions", 1));
        if (input.Count is 0 or > MostInputs)
        {
            throw FaceException.Invalid("input", $"'input' must hold 1 to {MostInputs} inputs.");
        }

        var options = new ChatOptions { ModelId = model };
        List<ChatMessage> counted = [.. input.Texts.Select(text => new ChatMessage(ChatRole.User, text))];
        return new EmbeddingsRequest(new ModelCall(model, counted, options) { Embedding = input, Buffered = true }, format == "base64");
    }

    /// <summary>Writes the answer in the encoding that the client asked for, whatever the provider sent.</summary>
    public void Write(IBufferWriter<byte> output, IReadOnlyList<ReadOnlyMemory<float>> vectors, GatewayReceipt receipt)
    {
        using var json = new Utf8JsonWriter(output, ChatJson.Options);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        for (var i = 0; i < vectors.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "embedding"u8);
            json.WriteNumber("index"u8, i);
            WriteVector(json, vectors[i].Span);
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
        if (_base64)
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

    private static EmbeddingCall Input(JsonElement input, int? dimensions)
    {
        if (input.ValueKind is JsonValueKind.String)
        {
            return new EmbeddingCall([input.GetString()!], [], dimensions);
        }

        if (input.ValueKind is not JsonValueKind.Array)
        {
            throw FaceException.Invalid("input", "'input' must be a string, an array of strings, or tokens.");
        }

        var items = input.EnumerateArray().ToList();
        return items switch
        {
            _ when items.All(item => item.ValueKind is JsonValueKind.String) => new EmbeddingCall([.. items.Select(i => i.GetString()!)], [], dimensions),
            _ when items.All(item => item.ValueKind is JsonValueKind.Number) => new EmbeddingCall([], [Tokens(items)], dimensions),
            _ when items.All(item => item.ValueKind is JsonValueKind.Array) =>
                new EmbeddingCall([], [.. items.Select(item => Tokens(item.EnumerateArray()))], dimensions),
            _ => throw FaceException.Invalid("input", "'input' must be a string, an array of strings, or tokens."),
        };
    }

    private static int[] Tokens(IEnumerable<JsonElement> numbers) =>
    [
        .. numbers.Select(number => number.ValueKind is JsonValueKind.Number && number.TryGetInt32(out var token)
            ? token
            : throw FaceException.Invalid("input", "Tokens must be whole numbers.")),
    ];
}
