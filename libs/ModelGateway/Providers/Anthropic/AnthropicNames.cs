namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>
/// Names and ids as the wire allows them: letters, digits, hyphen and underscore, within a length. What does not fit is replaced, kept
/// apart from the others and found again on the way back.
/// </summary>
internal sealed class AnthropicNames(int maxLength)
{
    // Older models refuse tool names beyond it, newer ones take twice as much.
    public const int MaxToolName = 64;

    private readonly Dictionary<string, string> _sent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _own = new(StringComparer.Ordinal);

    /// <summary>The name to send; the same for the same name.</summary>
    public string Send(string name) => _sent.TryGetValue(name, out var known) ? known : _sent[name] = Reserve(name);

    /// <summary>A sent name that nobody else has, also when this one was asked for before.</summary>
    public string Reserve(string name)
    {
        var fitting = Fit(name);
        var unique = fitting;
        for (var n = 2; !_own.TryAdd(unique, name); n++)
        {
            var suffix = $"_{n}";
            unique = fitting[..Math.Min(fitting.Length, maxLength - suffix.Length)] + suffix;
        }

        return unique;
    }

    /// <summary>The caller's name for one that was sent; a name that was never sent stays as it is.</summary>
    public string Own(string sent) => _own.GetValueOrDefault(sent, sent);

    /// <summary>True for what is sent as it is.</summary>
    public static bool IsAllowed(string name) => name.Length > 0 && name.All(IsAllowed);

    private string Fit(string name)
    {
        if (name.Length == 0)
        {
            return "_";
        }

        return name.Length <= maxLength && name.All(IsAllowed)
            ? name
            : string.Concat(name.Take(maxLength).Select(c => IsAllowed(c) ? c : '_'));
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
