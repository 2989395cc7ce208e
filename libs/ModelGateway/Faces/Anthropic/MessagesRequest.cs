using System.Buffers;
using System.Text.Json;
using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Faces.Controls;
using Agentes.ModelGateway.Faces.OpenAI;
using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Providers.Anthropic;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.Anthropic;

/// <summary>The body of <c>POST /v1/messages</c> (Anthropic's API reference, versions 2023-06-01 and 2026-10-21).</summary>
public sealed class MessagesRequest : FaceRequest
{
    private MessagesRequest(ModelCall call)
        : base(call)
    {
    }

    /// <param name="body">UTF-8 JSON; must not change while the call runs.</param>
    /// <param name="version">What the caller's <c>anthropic-version</c> says; null for the oldest.</param>
    /// <param name="beta">What his <c>anthropic-beta</c> says: trial features, separated by commas.</param>
    /// <exception cref="FaceException">The request is not valid.</exception>
    public static MessagesRequest Read(ReadOnlyMemory<byte> body, string? version = null, string? beta = null)
    {
        var call = Read(body, counting: false);
        if (beta is { Length: > 0 })
        {
            (call.Options.AdditionalProperties ??= [])[AnthropicHeaders.BetaProperty] = beta;
        }

        return new MessagesRequest(AnthropicOriginal.IsNative(call.Messages)
            ? call with { Original = new OriginalRequest(Wire.Anthropic, body) { Version = version } }
            : call);
    }

    /// <summary>As the other overload, for <c>count_tokens</c>, which needs no <c>max_tokens</c>.</summary>
    /// <exception cref="FaceException">The request is not valid.</exception>
    public static MessagesRequest ReadToCount(ReadOnlyMemory<byte> body) => new(Read(body, counting: true));

    private static ModelCall Read(ReadOnlyMemory<byte> body, bool counting)
    {
        using var document = RequestLimits.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind is not JsonValueKind.Object)
        {
            throw new FaceException(null, null, "The body must be a JSON object.");
        }

        var model = root.RequiredText("model", "");
        var maxTokens = root.Whole("max_tokens", 1);
        if (maxTokens is null && !counting)
        {
            throw new FaceException(null, "max_tokens", "max_tokens: Field required");
        }

        var options = new ChatOptions
        {
            ModelId = model,
            MaxOutputTokens = maxTokens is { } tokens ? (int)Math.Min(tokens, int.MaxValue) : null,
            Temperature = root.Number("temperature", 0, 1),
            TopP = root.Number("top_p", 0, 1),
            TopK = root.Whole("top_k", 0) is { } topK ? (int)Math.Min(topK, int.MaxValue) : null,
            StopSequences = root.Array("stop_sequences")?.EnumerateArray().Select(text => text.ToString()).ToList(),
            Reasoning = Reasoning(root),
        };
        MessagesTools.Read(root, options);
        CacheMember.Read(root, options);
        var user = root.Find("metadata")?.Text("user_id", "metadata");
        if (user is { Length: > 0 })
        {
            options.WithEndUser(user);
        }

        var messages = MessageBlocks.Read(root);
        CacheControl.MarkEnd(root, messages);
        return new ModelCall(model, messages, options)
        {
            Buffered = !(root.Flag("stream") ?? false),
            Face = CallFaces.Messages,
            EndUser = user,
            Controls = ControlsReader.Read(root, static other => Read(other).Call),
        };
    }

    /// <inheritdoc/>
    public override IReplyWriter CreateWriter(IBufferWriter<byte> output, ReplyIdentity reply) =>
        Stream ? new MessageStreamWriter(output, reply) : new MessageReply(output, reply);

    /// <summary>Tokens of the prompt, from the length of its text.</summary>
    public long EstimateTokens() => TokenEstimate.Of(Call, outputCharacters: 0).InputTokens;

    private static ReasoningOptions? Reasoning(JsonElement root)
    {
        if (root.Find("output_config")?.Text("effort", "output_config") is { } effort)
        {
            return new ReasoningOptions { Effort = Effort(effort) };
        }

        return root.Find("thinking") is not { } thinking ? null : thinking.RequiredText("type", "thinking") switch
        {
            "disabled" => new ReasoningOptions { Effort = ReasoningEffort.None },
            "enabled" => new ReasoningOptions { Effort = Budget(thinking.Whole("budget_tokens", 1024)) },
            _ => new ReasoningOptions { Effort = ReasoningEffort.Medium },
        };
    }

    private static ReasoningEffort Effort(string word) => word switch
    {
        "low" => ReasoningEffort.Low,
        "high" => ReasoningEffort.High,
        "xhigh" or "max" => ReasoningEffort.ExtraHigh,
        _ => ReasoningEffort.Medium,
    };

    /// <summary>The same steps that the other direction takes from effort to budget.</summary>
    private static ReasoningEffort Budget(long? tokens) => tokens switch
    {
        null or < 2048 => ReasoningEffort.Low,
        < 4096 => ReasoningEffort.Medium,
        _ => ReasoningEffort.High,
    };
}
