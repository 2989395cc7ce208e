namespace Agentes.Routing.Text;

internal enum TokenKind : byte
{
    Word,
    Number,
    Money,
    Email,
    Url,
    Emoji,

    /// <summary>A full stop, an exclamation mark, a semicolon or a line break.</summary>
    Stop,

    /// <summary>A question mark.</summary>
    Question,
}

/// <summary>A piece of a folded text.</summary>
internal readonly record struct Token(ushort Start, ushort Length, TokenKind Kind)
{
    public bool EndsClause => Kind >= TokenKind.Stop;
}
