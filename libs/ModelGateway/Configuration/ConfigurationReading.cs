using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Agentes.ModelGateway.Configuration;

/// <summary>
/// One run over the files of a configuration: collects all errors, so that one run shows them all, what was translated, and which keys
/// somebody asked for.
/// </summary>
internal sealed partial class ConfigurationReading(string source, Func<string, string?> environment)
{
    private readonly List<(int File, ConfigurationProblem Problem)> _problems = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _files = [source];
    private readonly Dictionary<YamlNode, int> _fileOf = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<YamlNode, YamlNode> _standsFor = new(ReferenceEqualityComparer.Instance);
    private readonly List<UnknownKey> _unknown = [];

    /// <summary>Variables, those of the file included once it is parsed.</summary>
    public EnvironmentValues Environment { get; private set; } = new(environment);

    /// <summary>Every file that was read, the main one first.</summary>
    public IReadOnlyList<string> Files => _files;

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Keys that were asked for, by the path of their section with [] for any index.</summary>
    public Dictionary<string, HashSet<string>> KnownKeys { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<ConfigurationProblem> Problems =>
        [.. _problems.OrderBy(found => found.File).ThenBy(found => found.Problem.Line).ThenBy(found => found.Problem.Column).Select(found => found.Problem)];

    /// <summary>Remembers which file a tree came from, for the place of its errors.</summary>
    public void Own(YamlNode root, string file)
    {
        Uses(file);
        var index = _files.IndexOf(file);
        foreach (var node in root.AllNodes)
        {
            _fileOf[node] = index;
        }
    }

    /// <summary>A node that was put together takes the place of this one in errors.</summary>
    public void Stand(YamlNode madeUp, YamlNode real) => _standsFor[madeUp] = _standsFor.GetValueOrDefault(real, real);

    /// <summary>A file that is read beside the configuration and changes what it means.</summary>
    public void Uses(string file)
    {
        if (!_files.Contains(file, StringComparer.Ordinal))
        {
            _files.Add(file);
        }
    }

    public void Define(YamlMappingNode variables) => Environment = new EnvironmentValues(environment, variables);

    /// <summary>An error at a node. The same one twice, as defaults of several deployments have it, is told once.</summary>
    public void Problem(YamlNode? at, string path, string message, string? suggestion = null)
    {
        at = at is null ? null : _standsFor.GetValueOrDefault(at, at);
        var file = at is null ? 0 : _fileOf.GetValueOrDefault(at);
        Problem(file, new ConfigurationProblem(_files[file], at?.Start.Line ?? 0, at?.Start.Column ?? 0, path, message, suggestion));
    }

    /// <summary>An error of a file that could not be parsed.</summary>
    public void Problem(string file, YamlDotNet.Core.Mark at, string message) =>
        Problem(Math.Max(0, _files.IndexOf(file)), new ConfigurationProblem(file, at.Line, at.Column, "", message, null));

    public void Note(string note)
    {
        if (!_notes.Contains(note, StringComparer.Ordinal))
        {
            _notes.Add(note);
        }
    }

    /// <summary>The keys of a section that somebody asked for.</summary>
    public HashSet<string> KeysOf(string path)
    {
        var kind = KindOf(path);
        return KnownKeys.TryGetValue(kind, out var keys) ? keys : KnownKeys[kind] = new(StringComparer.Ordinal);
    }

    /// <summary>A key that nobody asked for. Judged at the end, when the keys of every section are known.</summary>
    public void Unknown(YamlNode key, string name, string section, string path, IReadOnlyCollection<string> candidates) =>
        _unknown.Add(new UnknownKey(key, name, section, path, candidates));

    public void JudgeUnknownKeys()
    {
        foreach (var (key, name, section, path, candidates) in _unknown)
        {
            var near = Spelling.Nearest(name, candidates);
            var home = near is null ? HomeOf(name) : null;
            var belongs = home is null ? "" : $", it belongs to {home}";
            Problem(key, path, $"is not a known key here{belongs} ({LiteLLMKeys.FateOfUnknown(KindOf(section))})", near);
        }

        _unknown.Clear();
    }

    public static string KindOf(string path) => Index().Replace(path, "[]");

    private string? HomeOf(string name) => KnownKeys.Where(known => known.Value.Contains(name))
        .Select(known => known.Key.Length == 0 ? "the top of the file" : known.Key).FirstOrDefault() ?? LiteLLMKeys.HomeOf(name);

    private void Problem(int file, ConfigurationProblem problem)
    {
        if (!_problems.Exists(known => known.Problem with { Path = problem.Path } == problem))
        {
            _problems.Add((file, problem));
        }
    }

    [GeneratedRegex(@"\[\d+\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Index();

    private sealed record UnknownKey(YamlNode Key, string Name, string Section, string Path, IReadOnlyCollection<string> Candidates);
}
