using System.Text;
using System.Text.Json;

namespace Agentes.Bench.FakeUpstream;

/// <summary>Every byte that the server sends, built once: answering allocates nothing.</summary>
internal sealed class Answers
{
    private const string Id = "chatcmpl-bench0000000000000000000000";
    private const string Model = "fake-model";
    private const long Created = 1_767_225_600;
    private const int PromptTokens = 180;

    private static readonly string[] Words =
        ["Olá! ", "Temos ", "esse ", "produto ", "em ", "estoque ", "e ", "entregamos ", "em ", "até ", "três ", "dias ", "úteis. "];

    public Answers(int chunks)
    {
        var texts = Enumerable.Range(0, chunks).Select(i => Words[i % Words.Length]).ToArray();
        Content = texts.Select(text => Event(Chunk(new { content = text }, null, asksUsage: false))).ToArray();
        ContentWithUsage = texts.Select(text => Event(Chunk(new { content = text }, null, asksUsage: true))).ToArray();
        Head = Event(Chunk(new { role = "assistant", content = "", refusal = (string?)null }, null, asksUsage: false));
        HeadWithUsage = Event(Chunk(new { role = "assistant", content = "", refusal = (string?)null }, null, asksUsage: true));
        Tail = [.. Event(Chunk(new { }, "stop", asksUsage: false)), .. "data: [DONE]\n\n"u8];
        TailWithUsage = [.. Event(Chunk(new { }, "stop", asksUsage: true)), .. Event(UsageChunk(chunks)), .. "data: [DONE]\n\n"u8];
        WholeStream = [.. Head, .. Content.SelectMany(bytes => bytes), .. Tail];
        WholeStreamWithUsage = [.. HeadWithUsage, .. ContentWithUsage.SelectMany(bytes => bytes), .. TailWithUsage];
        Completion = Json(WholeCompletion(string.Concat(texts), chunks));
        Failure = Json(new { error = Error("The server had an error while processing your request.") });
        Models = Json(new { @object = "list", data = new[] { Entry() } });
    }

    public byte[] Head { get; }

    public byte[] HeadWithUsage { get; }

    public byte[][] Content { get; }

    public byte[][] ContentWithUsage { get; }

    public byte[] Tail { get; }

    public byte[] TailWithUsage { get; }

    public byte[] WholeStream { get; }

    public byte[] WholeStreamWithUsage { get; }

    public byte[] Completion { get; }

    public byte[] Failure { get; }

    public byte[] Models { get; }

    // With include_usage every chunk but the last carries "usage": null, as the real server's do.
    private static Dictionary<string, object?> Chunk(object delta, string? finishReason, bool asksUsage)
    {
        var chunk = Envelope("chat.completion.chunk");
        chunk["choices"] = new[] { new { index = 0, delta, logprobs = (object?)null, finish_reason = finishReason } };
        if (asksUsage)
        {
            chunk["usage"] = null;
        }

        return chunk;
    }

    private static Dictionary<string, object?> UsageChunk(int completionTokens)
    {
        var chunk = Envelope("chat.completion.chunk");
        chunk["choices"] = Array.Empty<object>();
        chunk["usage"] = Usage(completionTokens);
        return chunk;
    }

    private static Dictionary<string, object?> WholeCompletion(string content, int completionTokens)
    {
        var completion = Envelope("chat.completion");
        var message = new { role = "assistant", content, refusal = (string?)null };
        completion["choices"] = new[] { new { index = 0, message, logprobs = (object?)null, finish_reason = "stop" } };
        completion["usage"] = Usage(completionTokens);
        return completion;
    }

    private static Dictionary<string, object?> Envelope(string kind) => new(StringComparer.Ordinal)
    {
        ["id"] = Id,
        ["object"] = kind,
        ["created"] = Created,
        ["model"] = Model,
        ["service_tier"] = "default",
        ["system_fingerprint"] = "fp_bench",
    };

    private static object Usage(int completionTokens) => new
    {
        prompt_tokens = PromptTokens,
        completion_tokens = completionTokens,
        total_tokens = PromptTokens + completionTokens,
        prompt_tokens_details = new { cached_tokens = 0, audio_tokens = 0 },
        completion_tokens_details = new
        {
            reasoning_tokens = 0,
            audio_tokens = 0,
            accepted_prediction_tokens = 0,
            rejected_prediction_tokens = 0,
        },
    };

    private static object Error(string message) => new { message, type = "server_error", param = (string?)null, code = (string?)null };

    private static object Entry() => new { id = Model, @object = "model", created = Created, owned_by = "bench" };

    private static byte[] Event(object chunk) => Encoding.UTF8.GetBytes($"data: {JsonSerializer.Serialize(chunk)}\n\n");

    private static byte[] Json(object body) => JsonSerializer.SerializeToUtf8Bytes(body);
}
