using System.Buffers;
using System.Text.Json;
using Agentes.ModelGateway.Faces.Controls;
using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.OpenAI;

/// <summary>The body of <c>POST /v1/embeddings</c>, and of its answer (OpenAI's API reference, embeddings).</summary>
public sealed class EmbeddingsRequest : FaceRequest
{
    /// <summary>OpenAI's own limit on the inputs of one request.</summary>
    private const int MostInputs = 2048;

    private readonly bool _base64;

    private EmbeddingsRequest(ModelCall call, bool base64)
        : base(call) => _base64 = base64;

    /// <exception cref="FaceException">The request is not valid.</exception>
    public static EmbeddingsRequest Read(ReadOnlyMemory<byte> body)
    {
        using var document = RequestLimits.Parse(body);
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
        CacheMember.Read(root, options);
        List<ChatMessage> counted = [.. input.Texts.Select(text => new ChatMessage(ChatRole.User, text))];
        var call = new ModelCall(model, counted, options)
        {
            Embedding = input,
            Buffered = true,
            Face = CallFaces.Embeddings,
            EndUser = root.Text("user", ""),
            Controls = ControlsReader.Read(root, read: null),
        };
        return new EmbeddingsRequest(call, format == "base64");
    }

    /// <inheritdoc/>
    public override IReplyWriter CreateWriter(IBufferWriter<byte> output, ReplyIdentity reply) => new EmbeddingsWriter(output, _base64);

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
