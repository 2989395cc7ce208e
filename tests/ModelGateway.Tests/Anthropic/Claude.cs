using System.Text;
using System.Text.Json;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Providers.Anthropic;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Anthropic;

/// <summary>What Anthropic's API receives and sends, byte for byte.</summary>
internal static class Claude
{
    public const string Sonnet = "claude-sonnet-4-5";

    public const string Stop = """{"type":"message_stop"}""";

    public const string Start =
        """
        {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929",
        """
        + """
        "content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":100,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,
        """
        + """
        "cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":1,"service_tier":"standard"}}}
        """;

    public static ModelDeployment Deployment(string model = Sonnet, FakeUpstream? upstream = null, string? version = null) => new()
    {
        Id = "claude",
        Provider = "anthropic",
        Model = model,
        ApiBase = upstream?.ApiBase ?? new Uri("https://api.anthropic.com"),
        ApiKey = new Secret("sk-ant"),
        ExtraHeaders = version is null
            ? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["anthropic-version"] = version },
        Price = new ModelPrice(0.000003m, 0.000015m, 0.0000003m) { CacheWrite = 0.00000375m, CacheWriteLong = 0.000006m },
    };

    public static TestGateway Gateway(FakeUpstream upstream, string model = Sonnet) =>
        new(TestGateway.Options(new ModelGroup("a", [Deployment(model, upstream)])));

    /// <summary>The request that these messages become.</summary>
    public static JsonElement Body(ModelDeployment deployment, ChatOptions? options, params ChatMessage[] messages) =>
        JsonDocument.Parse(AnthropicWire.Write(new AnthropicPlan(deployment, ModelCall.Of(messages, options)))).RootElement;

    public static JsonElement Body(string model, ChatOptions? options = null, params ChatMessage[] messages) =>
        Body(Deployment(model), options, messages is [] ? [new ChatMessage(ChatRole.User, "Oi")] : messages);

    public static string Event(string data) =>
        $"event: {JsonDocument.Parse(data).RootElement.GetProperty("type").GetString()}\ndata: {data}\n\n";

    public static string Stream(params IEnumerable<string> events) => string.Concat(events.Select(Event));

    public static string Open(int index, string block) =>
        $$$"""{"type":"content_block_start","index":{{{index}}},"content_block":{{{block}}}}""";

    public static string Delta(int index, string delta) => $$$"""{"type":"content_block_delta","index":{{{index}}},"delta":{{{delta}}}}""";

    public static string Close(int index) => $$$"""{"type":"content_block_stop","index":{{{index}}}}""";

    public static string End(string reason, int outputTokens = 20) =>
        $$$"""{"type":"message_delta","delta":{"stop_reason":"{{{reason}}}"},"usage":{"output_tokens":{{{outputTokens}}}}}""";

    public static IEnumerable<string> Text(int index, params string[] texts) =>
    [
        Open(index, """{"type":"text","text":""}"""),
        .. texts.Select(text => Delta(index, $$$"""{"type":"text_delta","text":{{{JsonSerializer.Serialize(text)}}}}""")),
        Close(index),
    ];

    public static IEnumerable<string> Call(int index, string id, string name, params string[] fragments) =>
    [
        Open(index, $$$"""{"type":"tool_use","id":"{{{id}}}","name":"{{{name}}}","input":{}}"""),
        .. fragments.Select(json => Delta(index, $$$"""{"type":"input_json_delta","partial_json":{{{JsonSerializer.Serialize(json)}}}}""")),
        Close(index),
    ];

    public static IEnumerable<string> Thought(int index, string signature, params string[] texts) =>
    [
        Open(index, """{"type":"thinking","thinking":"","signature":""}"""),
        .. texts.Select(text => Delta(index, $$$"""{"type":"thinking_delta","thinking":{{{JsonSerializer.Serialize(text)}}}}""")),
        Delta(index, $$$"""{"type":"signature_delta","signature":"{{{signature}}}"}"""),
        Close(index),
    ];

    /// <summary>A whole reply in text.</summary>
    public static string Says(params string[] texts) => Stream([Start, .. Text(0, texts), End("end_turn"), Stop]);

    /// <summary>Reads a stream that arrives in two pieces, cut at this byte.</summary>
    public static async Task<List<ModelDelta>> ReadAsync(
        string stream, int? cut = null, ChatOptions? options = null, string model = Sonnet)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        var reply = new AnthropicReply(new AnthropicPlan(Deployment(model), ModelCall.Of([new ChatMessage(ChatRole.User, "Oi")], options)));
        using var events = new EventStreamReader(new TwoPieces(bytes, cut ?? bytes.Length));
        var deltas = new List<ModelDelta>();
        while (!reply.Done && await events.ReadAsync(TestContext.Current.CancellationToken))
        {
            reply.Read(events.Data.Span, events.CutOff);
            deltas.AddRange(reply.Deltas);
        }

        reply.EnsureFinished();
        return deltas;
    }

    /// <summary>Everything that deltas say, in one line each.</summary>
    public static List<string> Describe(IEnumerable<ModelDelta> deltas) =>
        [.. deltas.Select(delta => string.Join(" | ", Parts(delta)))];

    private static IEnumerable<string> Parts(ModelDelta delta)
    {
        if (delta.Reasoning is { } thought)
        {
            yield return $"thinks {thought.Text} {thought.ProtectedData}";
        }

        if (delta.Text is not null)
        {
            yield return $"says {delta.Text}";
        }

        if (delta.ToolCall is { } call)
        {
            yield return $"calls {call.CallId} {call.Name} {JsonSerializer.Serialize(call.Arguments)}";
        }

        if (delta.FinishReason is { } reason)
        {
            yield return $"ends {reason} {delta.Usage} {delta.Model}";
        }

        if (delta.Progress)
        {
            yield return "works";
        }
    }

    internal sealed class TwoPieces(byte[] bytes, int cut) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var most = Position < cut ? cut - (int)Position : buffer.Length;
            return base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
        }
    }
}
