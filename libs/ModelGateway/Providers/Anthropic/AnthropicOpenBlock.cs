using System.Text;
using System.Text.Json;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>A content block between its start and its end.</summary>
internal sealed class AnthropicOpenBlock(long index, AnthropicPart start)
{
    // An input of a started block is the empty object that its fragments replace, unless there are none.
    private readonly string _given = string.IsNullOrEmpty(start.Input) ? "{}" : start.Input;

    public long Index { get; } = index;

    public AnthropicPartKind Kind { get; } = start.Kind;

    public string? Id { get; } = start.Id;

    public string? Name { get; } = start.Name;

    public bool IsReply { get; init; }

    public bool HasInput { get; set; }

    public StringBuilder Input { get; } = new();

    public StringBuilder Seal { get; } = new();

    public string WholeInput => Input.Length > 0 ? Input.ToString() : _given;

    /// <summary>The reply inside its wrapping; as much of it as there is when the token limit cut it.</summary>
    public string UnwrappedInput()
    {
        try
        {
            using var document = JsonDocument.Parse(WholeInput);
            return document.RootElement.TryGetProperty(AnthropicTools.WrappedMember, out var value) ? value.GetRawText() : WholeInput;
        }
        catch (JsonException)
        {
            return WholeInput;
        }
    }
}
