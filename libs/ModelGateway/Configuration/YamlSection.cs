using System.Collections.Frozen;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Agentes.ModelGateway.Configuration;

/// <summary>
/// One mapping of the file. Reading a key makes it known; what was never read is rejected at the end, so the list of known keys cannot
/// drift away from the code that uses them.
/// </summary>
internal sealed class YamlSection(YamlMappingNode node, string path, ConfigurationReading reading)
{
    private HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly List<string> _missing = [];
    private Dictionary<string, string> _homes = [];

    /// <summary>Variables that values of this section name but that have no value.</summary>
    public IReadOnlyList<string> MissingVariables => _missing;

    public EnvironmentValues Environment => reading.Environment;

    public YamlMappingNode Node => node;

    public bool Has(string key) => Find(key) is not null;

    public string? Text(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return Resolve(scalar);
            default:
                Problem(key, "must be a single value");
                return null;
        }
    }

    /// <summary>The text of a value as it stands in the file, references unresolved.</summary>
    public string? Raw(string key) => Find(key) is YamlScalarNode scalar ? scalar.Value : null;

    public int? Integer(string key, int min = 0) =>
        Parsed<int>(key, $"a whole number of at least {min}", (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= min);

    public double? Number(string key, double min, double max) =>
        Parsed<double>(key, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"), (string text, out double value) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= min && value <= max);

    public decimal? Price(string key) =>
        Parsed<decimal>(key, "a price in USD per token", (string text, out decimal value) =>
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= 0);

    public bool? Flag(string key) => Parsed<bool>(key, "true or false", bool.TryParse);

    /// <summary>A duration in seconds, more than nothing and less than a day.</summary>
    public TimeSpan? Seconds(string key, bool allowZero = false)
    {
        var least = allowZero ? 0 : 0.001;
        return Number(key, least, 86_400) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>A list of texts, or a single one.</summary>
    public IReadOnlyList<string>? Texts(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode => Text(key) is { } text ? [text] : null,
        YamlSequenceNode list when list.All(item => item is YamlScalarNode) =>
            [.. list.Cast<YamlScalarNode>().Select(Resolve).OfType<string>()],
        _ => Rejected<IReadOnlyList<string>>(key, "must be a list of texts"),
    };

    public YamlSection? Section(string key) => Find(key) switch
    {
        null => null,
        YamlMappingNode mapping => new YamlSection(mapping, PathOf(key), reading),
        _ => Rejected<YamlSection>(key, "must be a mapping"),
    };

    public IReadOnlyList<YamlSection> Sections(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list when list.All(item => item is YamlMappingNode) =>
            [.. list.Cast<YamlMappingNode>().Select((item, i) => new YamlSection(item, $"{PathOf(key)}[{i}]", reading))],
        _ => Rejected<IReadOnlyList<YamlSection>>(key, "must be a list of mappings") ?? [],
    };

    /// <summary>True for a value that is a mapping and no text.</summary>
    public bool IsMapping(string key) => Find(key) is YamlMappingNode;

    /// <summary>The keys of a mapping whose names are free, such as headers or groups.</summary>
    public IReadOnlyList<string> Keys() => [.. node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "")];

    /// <summary>This section with the keys of another where it has none of its own; their errors keep their place.</summary>
    /// <param name="defaults">Where the others come from.</param>
    /// <param name="keys">Which of them count; null for all.</param>
    public YamlSection Over(YamlSection defaults, IReadOnlyCollection<string>? keys = null)
    {
        var both = new YamlMappingNode(node.Children);
        var homes = new Dictionary<string, string>(_homes, StringComparer.Ordinal);
        foreach (var (key, value) in defaults.Node.Children)
        {
            if (key is YamlScalarNode { Value: { } name } && keys?.Contains(name, StringComparer.Ordinal) is not false
                && both.Children.TryAdd(key, value))
            {
                homes[name] = defaults.PathOf(name);
            }
        }

        reading.Stand(both, node);
        return new YamlSection(both, path, reading) { _homes = homes, _read = _read };
    }

    public string PathOf(string key) => _homes.GetValueOrDefault(key) ?? (path.Length == 0 ? key : $"{path}.{key}");

    public YamlNode NodeOf(string key) => node.Children.TryGetValue(key, out var value) ? value : node;

    public void Problem(string key, string message, string? suggestion = null) =>
        reading.Problem(NodeOf(key), PathOf(key), message, suggestion);

    public void Note(string note) => reading.Note(note);

    /// <summary>Reports keys that were never read.</summary>
    /// <param name="foreign">Keys that LiteLLM knows here and this gateway does not read.</param>
    public void RejectUnread(FrozenDictionary<string, ForeignKey>? foreign = null)
    {
        foreign ??= LiteLLMKeys.None;
        foreach (var (key, value) in node.Children)
        {
            var name = key is YamlScalarNode scalar ? scalar.Value ?? "" : key.ToString();
            if (_read.Contains(name))
            {
                continue;
            }

            if (!foreign.TryGetValue(name, out var known))
            {
                reading.Unknown(key, name, path, PathOf(name), _read);
            }
            else if (known.Fate == KeyFate.Noted || (known.Fate == KeyFate.RefusedUnlessOff && IsOff(value)))
            {
                reading.Note($"{ConfigurationReading.KindOf(PathOf(name))} has no effect: {known.Reason}.");
            }
            else
            {
                reading.Problem(key, PathOf(name), $"is not read by this gateway: {known.Reason}");
            }
        }
    }

    /// <summary>Reports variables without a value, where a section cannot do without them.</summary>
    public void RejectMissingVariables()
    {
        foreach (var name in _missing)
        {
            reading.Problem(node, path, $"environment variable {name} is not set");
        }
    }

    private delegate bool TryParse<T>(string text, out T value);

    private T? Parsed<T>(string key, string expected, TryParse<T> parse)
        where T : struct
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (parse(text, out var value))
        {
            return value;
        }

        Problem(key, $"must be {expected}");
        return null;
    }

    private T? Rejected<T>(string key, string message)
        where T : class
    {
        Problem(key, message);
        return null;
    }

    private string? Resolve(YamlScalarNode scalar)
    {
        var text = Environment.Resolve(scalar.Value ?? "", out var missing);
        if (missing is not null && !_missing.Contains(missing, StringComparer.Ordinal))
        {
            _missing.Add(missing);
        }

        return text;
    }

    private YamlNode? Find(string key)
    {
        _read.Add(key);
        reading.KeysOf(path).Add(key);
        return node.Children.TryGetValue(key, out var value) && !IsNull(value) ? value : null;
    }

    private static bool IsOff(YamlNode value) => IsNull(value) || (value is YamlScalarNode { Value: { } text } && text is "false" or "False");

    private static bool IsNull(YamlNode value) =>
        value is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "null" or "~" };
}
