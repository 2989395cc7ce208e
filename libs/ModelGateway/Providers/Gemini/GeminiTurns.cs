using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>One content of the request: what one side said without interruption, and how the calls in it were answered.</summary>
internal sealed class GeminiTurn(bool ofModel)
{
    public bool OfModel { get; } = ofModel;

    public List<AIContent> Parts { get; } = [];

    /// <summary>Results by call id, wherever in the history they stood.</summary>
    public Dictionary<string, FunctionResultContent> Results { get; } = new(StringComparer.Ordinal);

    public IEnumerable<FunctionCallContent> Calls => Parts.OfType<FunctionCallContent>();

    public bool Awaits(string callId) => !Results.ContainsKey(callId) && Calls.Any(call => call.CallId == callId);
}

/// <summary>
/// The conversation in the order that this wire demands: the system's words apart, the two sides taking turns, and all results of a turn's
/// calls directly after it.
/// </summary>
internal sealed class GeminiTurns
{
    private readonly List<GeminiTurn> _turns = [];

    private GeminiTurns(ModelCall call)
    {
        if (call.Options.Instructions is { Length: > 0 } instructions)
        {
            System.Add(instructions);
        }

        foreach (var message in call.Messages)
        {
            Add(message);
        }
    }

    public List<string> System { get; } = [];

    public IReadOnlyList<GeminiTurn> All => _turns;

    public static GeminiTurns Of(ModelCall call) => new(call);

    private void Add(ChatMessage message)
    {
        if (message.Role == ChatRole.System || message.Role.Value == "developer")
        {
            System.AddRange(message.Contents.OfType<TextContent>().Select(content => content.Text).Where(text => text.Length > 0));
            return;
        }

        foreach (var content in message.Contents)
        {
            switch (content)
            {
                case FunctionResultContent result:
                    Add(result);
                    break;
                case TextContent { Text.Length: > 0 } or DataContent or UriContent or HostedFileContent or FunctionCallContent:
                case TextReasoningContent thought when GeminiSeal.SignatureOf(thought) is not null:
                    Last(ofModel: message.Role == ChatRole.Assistant).Parts.Add(content);
                    break;
            }
        }
    }

    // Ids may repeat from turn to turn, so the latest call that waits is the one that is answered.
    private void Add(FunctionResultContent result)
    {
        if (_turns.FindLast(turn => turn.Awaits(result.CallId)) is { } asked)
        {
            asked.Results.Add(result.CallId, result);
        }
        else
        {
            // Without its call, which a shortened history may have lost, a result has no name: it stays readable as text.
            Last(ofModel: false).Parts.Add(new TextContent($"Tool result {result.CallId}: {ToolValues.ResultText(result)}"));
        }
    }

    private GeminiTurn Last(bool ofModel)
    {
        if (_turns.Count == 0 || _turns[^1].OfModel != ofModel || _turns[^1].Results.Count > 0)
        {
            _turns.Add(new GeminiTurn(ofModel));
        }

        return _turns[^1];
    }
}
