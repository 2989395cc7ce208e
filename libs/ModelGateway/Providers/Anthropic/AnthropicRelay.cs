namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>
/// A reply for a caller who speaks this wire: each event becomes one delta that carries its bytes, and is read only as far as the reply
/// must be counted and its end be known.
/// </summary>
internal sealed class AnthropicRelay : IWireReply
{
    private readonly AnthropicEvent _event = new();
    private bool _called;
    private bool _finished;

    public List<ModelDelta> Deltas { get; } = new(1);

    public bool Done { get; private set; }

    public void Read(ReadOnlySpan<byte> data, bool cutOff)
    {
        Deltas.Clear();
        if (data.IsEmpty)
        {
            return;
        }

        AnthropicReply.Parse(_event, data, cutOff);
        var whole = _event.Kind is AnthropicEventKind.Message;
        Done = whole || _event.Kind is AnthropicEventKind.MessageStop;
        var calls = whole
            ? _event.Blocks.Exists(block => block.Kind is AnthropicPartKind.ToolUse)
            : _event.Kind is AnthropicEventKind.BlockStart && _event.Part.Kind is AnthropicPartKind.ToolUse;
        _called |= calls;
        var reason = whole ? _event.StopReason ?? "end_turn" : _event.StopReason;
        _finished |= reason is not null;
        Deltas.Add(new ModelDelta
        {
            // The buffer is used again for the next event, and a piece may be held back until the reply is sure to come.
            Original = data.ToArray(),
            Text = whole ? WholeText() : TextOf(_event),
            FinishReason = reason is null ? null : AnthropicReply.FinishOf(reason, _called),
            Usage = _event.Usage.Total,
            Model = _event.Model,
            Progress = calls,
        });
    }

    public void EnsureFinished()
    {
        if (!_finished)
        {
            throw AnthropicReply.Cut();
        }
    }

    private static string? TextOf(AnthropicEvent read) =>
        read is { Kind: AnthropicEventKind.BlockStart or AnthropicEventKind.BlockDelta, Part: { Kind: AnthropicPartKind.Text, Text.Length: > 0 } }
            ? read.Part.Text
            : null;

    private string? WholeText() =>
        string.Concat(_event.Blocks.Where(block => block.Kind is AnthropicPartKind.Text).Select(block => block.Text)) is { Length: > 0 } text
            ? text
            : null;
}
