namespace Agentes.ModelGateway.Guards;

/// <summary>
/// Puts personal data back into a text that comes in pieces. A piece that may end inside of a name is held back from its bracket on, at most
/// <see cref="PersonalDataMask.LongestName"/> characters; everything else goes on at once.
/// </summary>
public sealed class MaskedStream(PersonalDataMask mask)
{
    private string _held = "";

    /// <summary>Takes a piece; returns what can be shown now, which may be empty.</summary>
    public string Push(string piece)
    {
        var text = _held + piece;
        var bracket = text.LastIndexOf('[');
        var isOpen = bracket >= 0 && text.Length - bracket < PersonalDataMask.LongestName && text.IndexOf(']', bracket) < 0;
        _held = isOpen ? text[bracket..] : "";
        return mask.Restore(isOpen ? text[..bracket] : text);
    }

    /// <summary>The rest, when the text is over.</summary>
    public string Flush()
    {
        var rest = mask.Restore(_held);
        _held = "";
        return rest;
    }
}
