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
    private readonly Dictionary<string, string> _fromFile;

    /// <param name="environment">The process environment.</param>
    /// <param name="root">Whose <c>environment_variables</c> win over it, as in LiteLLM.</param>
    public EnvironmentValues(Func<string, string?> environment, YamlMappingNode root)
    {
        _environment = environment;
        _fromFile = root.Children.TryGetValue("environment_variables", out var node) && node is YamlMappingNode variables
            ? variables.Children
                .Where(pair => pair.Key is YamlScalarNode && pair.Value is YamlScalarNode)
                .ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString(), StringComparer.Ordinal)
            : new(StringComparer.Ordinal);
    }

    /// <summary>The value of a variable; null when it is not set or empty.</summary>
    public string? Find(string name)
    {
        var value = _fromFile.GetValueOrDefault(name) ?? _environment(name);
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
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
