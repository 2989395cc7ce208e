using System.Buffers;
using System.Text.Json;
using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Faces.Controls;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.OpenAI;

/// <summary>
/// The body of <c>POST /v1/chat/completions</c> (OpenAI's API reference, chat completions). Read whole, so that a bad request is refused
/// before a model is asked; the bytes are kept for providers that speak the same wire.
/// </summary>
public sealed class ChatRequest : FaceRequest
{
    private readonly bool _includeUsage;

    private ChatRequest(ModelCall call, bool includeUsage)
        : base(call) => _includeUsage = includeUsage;

    /// <param name="body">UTF-8 JSON; must not change while the call runs.</param>
    /// <exception cref="FaceException">The request is not valid.</exception>
    public static ChatRequest Read(ReadOnlyMemory<byte> body)
    {
        using var document = RequestLimits.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind is not JsonValueKind.Object)
        {
            throw new FaceException("invalid_json", null, "The body must be a JSON object.");
        }

        var model = root.RequiredText("model", "");
        var streaming = root.Flag("stream") ?? false;
        var options = Options(root);
        options.ModelId = model;
        CacheMember.Read(root, options);
        var call = new ModelCall(model, ChatMessages.Read(root), options)
        {
            Original = new OriginalRequest(Wire.OpenAI, body),
            Buffered = !streaming,
            Face = CallFaces.ChatCompletions,
            EndUser = root.Text("user", ""),
            Controls = ControlsReader.Read(root, static other => Read(other).Call),
        };
        return new ChatRequest(call, root.Find("stream_options")?.Flag("include_usage") ?? false);
    }

    /// <inheritdoc/>
    public override IReplyWriter CreateWriter(IBufferWriter<byte> output, ReplyIdentity reply) =>
        Stream ? new ChatStreamWriter(output, reply, _includeUsage) : new ChatCompletion(output, reply);

    private static ChatOptions Options(JsonElement root)
    {
        var options = new ChatOptions
        {
            MaxOutputTokens = MaxTokens(root),
            Temperature = root.Number("temperature", 0, 2),
            TopP = root.Number("top_p", 0, 1),
            FrequencyPenalty = root.Number("frequency_penalty", -2, 2),
            PresencePenalty = root.Number("presence_penalty", -2, 2),
            Seed = root.Whole("seed", long.MinValue),
            StopSequences = Stop(root),
            AllowMultipleToolCalls = root.Flag("parallel_tool_calls"),
            Reasoning = Reasoning(root, "reasoning_effort"),
        };
        ChatTools.Read(root, options);
        return options;
    }

    private static int? MaxTokens(JsonElement root) =>
        (root.Whole("max_completion_tokens", 1) ?? root.Whole("max_tokens", 1)) is { } tokens ? (int)Math.Min(tokens, int.MaxValue) : null;

    private static List<string>? Stop(JsonElement root) => root.Find("stop") switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } several when several.EnumerateArray().All(s => s.ValueKind is JsonValueKind.String) =>
            [.. several.EnumerateArray().Select(s => s.GetString()!)],
        _ => throw FaceException.Invalid("stop", "'stop' must be a string or an array of strings."),
    };

    internal static ReasoningOptions? Reasoning(JsonElement parent, string name) => parent.Text(name, "") switch
    {
        null => null,
        "none" => new ReasoningOptions { Effort = ReasoningEffort.None },
        "minimal" or "low" => new ReasoningOptions { Effort = ReasoningEffort.Low },
        "medium" => new ReasoningOptions { Effort = ReasoningEffort.Medium },
        "high" => new ReasoningOptions { Effort = ReasoningEffort.High },
        "xhigh" or "max" => new ReasoningOptions { Effort = ReasoningEffort.ExtraHigh },
        var other => throw FaceException.Invalid(
            name, $"'{other}' is not one of none, minimal, low, medium, high, xhigh."),
    };
}
