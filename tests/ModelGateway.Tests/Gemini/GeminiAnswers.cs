using System.Text;
using System.Text.Json;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Providers.Gemini;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Gemini;

/// <summary>What Google's API sends and what it gets, as bytes.</summary>
internal static class GeminiAnswers
{
    public const string Usage = """{"promptTokenCount":100,"candidatesTokenCount":20,"totalTokenCount":120}""";

    public static string Piece(string parts, string? finish = null, string usage = Usage)
    {
        var end = finish is null ? "" : $",\"finishReason\":\"{finish}\"";
        return $$"""{"candidates":[{"content":{"parts":[{{parts}}],"role":"model"}{{end}},"index":0}],"""
            + $"\"usageMetadata\":{usage},\"modelVersion\":\"g-1\"}}";
    }

    public static string Text(string text, string? finish = null) => Piece($$"""{"text":{{JsonSerializer.Serialize(text)}}}""", finish);

    public static string Finish(string reason = "STOP") =>
        $$$"""{"candidates":[{"finishReason":"{{{reason}}}","index":0}],"usageMetadata":{{{Usage}}},"modelVersion":"g-1"}""";

    /// <summary>Events as the API writes them: CRLF, and no end mark.</summary>
    public static string Body(params IEnumerable<string> pieces) => string.Concat(pieces.Select(piece => $"data: {piece}\r\n\r\n"));

    public static Func<FakeConnection, Task> Stream(params IEnumerable<string> pieces) => Answers.Raw(Body(pieces));

    public static ModelDeployment Deployment(FakeUpstream upstream, string model = "gemini-2.5-flash") =>
        TestGateway.Deployment("g", upstream) with { Provider = "gemini", Model = model };

    public static TestGateway Gateway(FakeUpstream upstream, string model = "gemini-2.5-flash") =>
        new(TestGateway.Options(new ModelGroup("a", [Deployment(upstream, model)])));

    /// <summary>The body sent for this conversation.</summary>
    public static JsonElement Request(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, string model = "gemini-2.5-flash", RequestDefaults? defaults = null)
    {
        var deployment = new ModelDeployment { Id = "g", Provider = "gemini", Model = model, Defaults = defaults ?? new RequestDefaults() };
        return JsonDocument.Parse(GeminiWire.Write(deployment, ModelCall.Of(messages, options))).RootElement;
    }

    /// <summary>The conversation as one line: roles and what their parts are.</summary>
    public static string Outline(JsonElement request) =>
        string.Join(" | ", request.GetProperty("contents").EnumerateArray().Select(Content));

    /// <summary>Deltas of a stream that arrives in these bytes.</summary>
    public static async Task<List<ModelDelta>> ReadAsync(Stream stream)
    {
        using var events = new EventStreamReader(stream);
        var reply = new GeminiReply();
        var deltas = new List<ModelDelta>();
        while (await events.ReadAsync(default))
        {
            reply.Read(events.Data.Span, events.CutOff);
            deltas.AddRange(reply.Deltas);
        }

        reply.EnsureFinished();
        return deltas;
    }

    public static Task<List<ModelDelta>> ReadAsync(params IEnumerable<string> pieces) =>
        ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(Body(pieces))));

    private static string Content(JsonElement content) =>
        content.GetProperty("role").GetString() + ": " + string.Join(", ", content.GetProperty("parts").EnumerateArray().Select(Part));

    private static string Part(JsonElement part)
    {
        var sealedBy = part.TryGetProperty("thoughtSignature", out var signature) ? $" #{signature.GetString()}" : "";
        return part switch
        {
            _ when part.TryGetProperty("functionCall", out var call) => $"call {call.GetProperty("name").GetString()}",
            _ when part.TryGetProperty("functionResponse", out var result) =>
                $"result {result.GetProperty("name").GetString()} {result.GetProperty("response").GetRawText()}",
            _ when part.TryGetProperty("thought", out _) => "thought " + part.GetProperty("text").GetString(),
            _ when part.TryGetProperty("text", out var text) => text.GetString(),
            _ => part.GetRawText(),
        } + sealedBy;
    }
}

/// <summary>Hands out its bytes in two pieces, or one by one.</summary>
internal sealed class CutStream(byte[] bytes, int at) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var most = at == 0 ? 1 : Position < at ? at - (int)Position : buffer.Length;
        return base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
