using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>
/// The provider's proof of its own thinking, as it rides on <see cref="TextReasoningContent.ProtectedData"/>. It names the wire and the
/// model, because neither another provider nor another model takes it back: <c>anthropic MODEL thinking|redacted DATA</c>.
/// </summary>
internal static class AnthropicSeal
{
    private const string Wire = "anthropic";
    private const string Thinking = "thinking";
    private const string Redacted = "redacted";

    public static string OfThinking(string model, string signature) => $"{Wire} {model} {Thinking} {signature}";

    public static string OfRedacted(string model, string data) => $"{Wire} {model} {Redacted} {data}";

    /// <summary>True when this model can take the thinking back.</summary>
    public static bool TryOpen(TextReasoningContent content, string model, out bool redacted, out string data)
    {
        var parts = content.ProtectedData?.Split(' ', 4) ?? [];
        redacted = parts is [_, _, Redacted, _];
        data = parts is [.., var last] ? last : "";
        return parts is [Wire, var owner, Thinking or Redacted, _] && owner == model;
    }
}
