using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Agentes.Platform.Tests.Fixture;

/// <summary>
/// An OpenAI-compatible provider that does what the customer's message says, so that each test scripts its own faults:
/// <c>#fail 500 x2</c> fails twice and then answers, <c>#slow 800</c> waits before its first token, <c>#drip 50</c> pauses between tokens,
/// <c>#hang name</c> begins and never ends, <c>#say words</c> answers with those words, <c>#call name {json}</c> calls a tool. Vectors are
/// always 1 and -2, as base64 or, from a model whose name ends in floats, as numbers whatever was asked for.
/// </summary>
public sealed class FakeModel : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _failures = new();
    private readonly ConcurrentDictionary<string, HangingCall> _hanging = new(StringComparer.Ordinal);

    private FakeModel(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>The requests received, by the text of the customer's newest message.</summary>
    public ConcurrentQueue<JsonDocument> Requests { get; } = new();

    /// <summary>The call that was told to hang under this name.</summary>
    public HangingCall Hanging(string name) => _hanging.GetOrAdd(name, static _ => new HangingCall());

    public static async Task<FakeModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var model = new FakeModel(app);
        app.MapPost("/v1/chat/completions", model.AnswerAsync);
        app.MapPost("/v1/embeddings", EmbedAsync);
        await app.StartAsync();
        return model;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var request = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        Requests.Enqueue(request);
        var text = TextOf(request.RootElement.GetProperty("messages").EnumerateArray().Last().GetProperty("content"));
        if (Number(text, "#fail ") is { } status)
        {
            var times = Number(text, " x") ?? int.MaxValue;
            if (_failures.AddOrUpdate(text, 1, (_, seen) => seen + 1) <= times)
            {
                http.Response.StatusCode = status;
                var type = status < 500 ? "invalid_request_error" : "server_error";
                await http.Response.WriteAsJsonAsync(new { error = new { message = "scripted", type } });
                return;
            }
        }

        if (text.Contains("#hang ", StringComparison.Ordinal))
        {
            await HangAsync(http, request.RootElement, Hanging(text[(text.IndexOf("#hang ", StringComparison.Ordinal) + 6)..]));
            return;
        }

        await Task.Delay(Number(text, "#slow ") ?? 0, http.RequestAborted);
        if (text.Contains("#call ", StringComparison.Ordinal))
        {
            await CallAsync(http, request.RootElement, text[(text.IndexOf("#call ", StringComparison.Ordinal) + 6)..]);
            return;
        }

        var words = text.Contains("#say ", StringComparison.Ordinal) ? text[(text.IndexOf("#say ", StringComparison.Ordinal) + 5)..] : "Certo, vamos ver isso.";
        if (!Streams(request.RootElement))
        {
            await http.Response.WriteAsJsonAsync(Completion(new { role = "assistant", content = words }, "stop"));
            return;
        }

        await StreamAsync(http, words.Split(' '), Number(text, "#drip ") ?? 0);
    }

    private static bool Streams(JsonElement request) => request.TryGetProperty("stream", out var stream) && stream.GetBoolean();

    private static string TextOf(JsonElement content) => content.ValueKind is JsonValueKind.String
        ? content.GetString()!
        : string.Concat(content.EnumerateArray().Select(part => part.TryGetProperty("text", out var text) ? text.GetString() : ""));

    private static object Completion(object message, string finish) => new
    {
        id = "c1",
        @object = "chat.completion",
        created = 1,
        model = "fake-1",
        choices = new[] { new { index = 0, message, finish_reason = finish } },
        usage = new { prompt_tokens = 120, completion_tokens = 30, total_tokens = 150 },
    };

    private static async Task CallAsync(HttpContext http, JsonElement request, string call)
    {
        var (name, arguments) = (call[..call.IndexOf(' ', StringComparison.Ordinal)], call[(call.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        if (!Streams(request))
        {
            object[] calls = [new { id = "call_1", type = "function", function = new { name, arguments } }];
            await http.Response.WriteAsJsonAsync(Completion(new { role = "assistant", content = (string?)null, tool_calls = calls }, "tool_calls"));
            return;
        }

        http.Response.ContentType = "text/event-stream";
        object[] begin = [new { index = 0, id = "call_1", type = "function", function = new { name, arguments = "" } }];
        object[] rest = [new { index = 0, function = new { arguments } }];
        await ChunkAsync(http, JsonSerializer.Serialize(new { role = "assistant", content = (string?)null, tool_calls = begin }));
        await ChunkAsync(http, JsonSerializer.Serialize(new { tool_calls = rest }));
        await EndAsync(http, "\"tool_calls\"");
    }

    private static async Task HangAsync(HttpContext http, JsonElement request, HangingCall call)
    {
        if (Streams(request))
        {
            http.Response.ContentType = "text/event-stream";
            await ChunkAsync(http, """{"role":"assistant","content":"um"}""");
        }

        var gone = new TaskCompletionSource();
        await using var registration = http.RequestAborted.Register(gone.SetResult);
        call.Begun.TrySetResult();
        await gone.Task;
        call.Left.TrySetResult(System.Diagnostics.Stopwatch.GetTimestamp());
    }

    private static async Task EmbedAsync(HttpContext http)
    {
        using var request = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        var model = request.RootElement.GetProperty("model").GetString()!;
        object vector = model.EndsWith("floats", StringComparison.Ordinal) ? new[] { 1.0, -2.0 } : "AACAPwAAAMA=";
        var data = request.RootElement.GetProperty("input").EnumerateArray()
            .Select((_, index) => new { @object = "embedding", index, embedding = vector }).ToArray();
        await http.Response.WriteAsJsonAsync(new { @object = "list", data, model, usage = new { prompt_tokens = 7, total_tokens = 7 } });
    }

    private static async Task StreamAsync(HttpContext http, string[] words, int pause)
    {
        http.Response.ContentType = "text/event-stream";
        await ChunkAsync(http, """{"role":"assistant","content":""}""");
        for (var i = 0; i < words.Length; i++)
        {
            await ChunkAsync(http, JsonSerializer.Serialize(new { content = i == 0 ? words[i] : " " + words[i] }));
            await Task.Delay(pause, http.RequestAborted);
        }

        await EndAsync(http, "\"stop\"");
    }

    private static async Task EndAsync(HttpContext http, string finish)
    {
        await ChunkAsync(http, "{}", finish);
        await http.Response.WriteAsync(
            """data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"fake-1","choices":[], """
            + """ "usage":{"prompt_tokens":120,"completion_tokens":30,"total_tokens":150}}"""
            + "\n\ndata: [DONE]\n\n",
            http.RequestAborted);
    }

    private static async Task ChunkAsync(HttpContext http, string delta, string finish = "null")
    {
        await http.Response.WriteAsync(
            "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"fake-1\","
            + $"\"choices\":[{{\"index\":0,\"delta\":{delta},\"finish_reason\":{finish}}}]}}\n\n",
            http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    private static int? Number(string text, string key)
    {
        var at = text.IndexOf(key, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var digits = new string([.. text[(at + key.Length)..].TakeWhile(char.IsAsciiDigit)]);
        return digits.Length > 0 ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}

/// <summary>A call that the model never answers.</summary>
public sealed class HangingCall
{
    /// <summary>The model has it.</summary>
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Timestamp at which the model saw the caller's connection close.</summary>
    public TaskCompletionSource<long> Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
