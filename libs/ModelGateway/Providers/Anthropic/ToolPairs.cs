using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>
/// Which result answers which call. Some servers number their calls from zero in every reply, so an id may come again: a result belongs to
/// the latest call of its id, and each call is sent under an id of its own.
/// </summary>
internal sealed class ToolPairs
{
    private const int MaxId = 64;

    private readonly Dictionary<FunctionCallContent, (FunctionResultContent Result, string Id)> _answered =
        new(ReferenceEqualityComparer.Instance);

    public ToolPairs(IReadOnlyList<ChatMessage> messages)
    {
        var ids = new AnthropicNames(MaxId);
        var open = new Dictionary<string, FunctionCallContent>(StringComparer.Ordinal);
        foreach (var content in messages.SelectMany(message => message.Contents))
        {
            if (content is FunctionCallContent call)
            {
                open[call.CallId] = call;
            }
            else if (content is FunctionResultContent result && open.Remove(result.CallId, out var asked))
            {
                _answered[asked] = (result, ids.Reserve(result.CallId));
            }
        }
    }

    /// <summary>The calls that have a result.</summary>
    public IEnumerable<FunctionCallContent> Calls => _answered.Keys;

    public (FunctionResultContent Result, string Id)? Answered(FunctionCallContent call) =>
        _answered.TryGetValue(call, out var pair) ? pair : null;
}
