using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Agentes.ModelGateway.Configuration;

/// <summary>
/// Resolves <c>os.environ/NAME</c>, <c>${NAME}</c> and <c>${NAME:-default}</c> in any value. A variable that is set to nothing counts as
/// not set: an empty line in a .env file is no key.
/// </summary>
internal sealed partial class EnvironmentValues
{
    private const string LiteLLMPrefix = "os.environ/";

    private readonly Func<string, string?> _environment;
    private readonly Dictionary<string, string> _fromFile = new(StringComparer.Ordinal);

    /// <param name="environment">The process environment.</param>
    /// <param name="variables">The file's <c>environment_variables</c>, which win over it, as in LiteLLM.</param>
    public EnvironmentValues(Func<string, string?> environment, YamlMappingNode? variables = null)
    {
        _environment = environment;
        var process = variables is null ? this : new EnvironmentValues(environment);
        foreach (var (key, value) in variables ?? new YamlMappingNode())
        {
            if (key is YamlScalarNode { Value: { } name } && value is YamlScalarNode { Value: { } text } && process.Resolve(text, out _) is { } found)
            {
                _fromFile[name] = found;
            }
        }
    }

    /// <summary>The value of a variable; null when it is not set or empty.</summary>
    public string? Find(string name)
    {
        var value = _fromFile.GetValueOrDefault(name) ?? _environment(name);
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    /// <summary>The variable that a value consists of; null when it is anything else.</summary>
    public static string? NameIn(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (text.StartsWith(LiteLLMPrefix, StringComparison.Ordinal))
        {
            return text[LiteLLMPrefix.Length..];
        }

        var match = Reference().Match(text);
        return match.Success && match.Length == text.Length ? match.Groups["name"].Value : null;
    }

    /// <summary>Replaces every reference; <paramref name="missing"/> names the variable that has no value.</summary>
    public string? Resolve(string text, out string? missing)
    {
        missing = null;
        if (text.StartsWith(LiteLLMPrefix, StringComparison.Ordinal))
        {
            var name = text[LiteLLMPrefix.Length..];
            var found = Find(name);
            missing = found is null ? name : null;
            return found;
        }

        string? unresolved = null;
        var resolved = Reference().Replace(text, match =>
        {
            var found = Find(match.Groups["name"].Value) ?? (match.Groups["default"] is { Success: true, Value: var given } ? given : null);
            unresolved ??= found is null ? match.Groups["name"].Value : null;
            return found ?? "";
        });
        missing = unresolved;
        return missing is null ? resolved : null;
    }

    [GeneratedRegex(
        @"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<default>[^}]*))?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
