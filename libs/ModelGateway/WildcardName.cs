namespace Agentes.ModelGateway;

/// <summary>A group name with one <c>*</c>, which stands for any text of at least one character.</summary>
internal readonly record struct WildcardName
{
    public const char Star = '*';

    private readonly string _head;
    private readonly string _tail;

    public WildcardName(string pattern)
    {
        Pattern = pattern;
        var star = pattern.IndexOf(Star, StringComparison.Ordinal);
        (_head, _tail) = (pattern[..star], pattern[(star + 1)..]);
    }

    public string Pattern { get; }

    /// <summary>Characters that have to be there: of two patterns that fit, the one with more is meant.</summary>
    public int Specificity => _head.Length + _tail.Length;

    public static bool IsWildcard(string name) => name.Contains(Star, StringComparison.Ordinal);

    /// <summary>The text that the star stands for; null when the name does not fit.</summary>
    public string? Match(string name) =>
        name.Length > Specificity && name.StartsWith(_head, StringComparison.Ordinal) && name.EndsWith(_tail, StringComparison.Ordinal)
            ? name[_head.Length..(name.Length - _tail.Length)]
            : null;
}
