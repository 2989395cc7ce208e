using Agentes.ModelGateway.Accounting;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway;

/// <summary>One piece of a reply as a value: the cheap form of <see cref="ChatResponseUpdate"/>. Each fills one or two members.</summary>
public readonly record struct ModelDelta
{
    /// <summary>Text to append; never empty, null when the piece holds none.</summary>
    public string? Text { get; init; }

    /// <summary>A complete tool call.</summary>
    public FunctionCallContent? ToolCall { get; init; }

    /// <summary>
    /// A piece of the model's thinking: text, the provider's seal on what came before, or both. Sent back unchanged in the history it lets
    /// the same provider go on thinking where it stopped.
    /// </summary>
    public TextReasoningContent? Reasoning { get; init; }

    /// <summary>One vector for each input, in their order; the answer of a call for embeddings.</summary>
    public IReadOnlyList<ReadOnlyMemory<float>>? Embeddings { get; init; }

    /// <summary>Why the reply ended.</summary>
    public ChatFinishReason? FinishReason { get; init; }

    /// <summary>On the last piece, which holds nothing else.</summary>
    public GatewayReceipt? Receipt { get; init; }

    /// <summary>
    /// The provider's own bytes of this piece, when the caller speaks its wire: an event's data, or the whole body. Other members say what is
    /// in them, so that the reply can be counted; <see cref="ToolCall"/> stays empty.
    /// </summary>
    public ReadOnlyMemory<byte> Original { get; init; }

    /// <summary>This piece is usage and nothing else: a caller who did not ask for it should not see it.</summary>
    public bool UsageOnly { get; init; }

    /// <summary>Sign of life without anything to show, such as the start of a tool call.</summary>
    internal bool Progress { get; init; }

    /// <summary>Model that answers, in the provider's words.</summary>
    internal string? Model { get; init; }

    /// <summary>Totals so far; the last one counts.</summary>
    internal TokenUsage? Usage { get; init; }

    /// <summary>Passages that the reply quotes.</summary>
    internal IReadOnlyList<string>? QuotedSourceIds { get; init; }
}
