using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Agentes.ModelGateway.Configuration;

/// <summary>
/// One mapping of the file. Reading a key makes it known; what was never read is rejected at the end, so the list of known keys cannot
/// drift away from the code that uses them.
/// </summary>
internal sealed class YamlSection(YamlMappingNode node, string path, ConfigurationProblems problems, EnvironmentValues environment)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly List<string> _missing = [];

    public Mark Start => node.Start;

    /// <summary>Variables that values of this section name but that have no value.</summary>
    public IReadOnlyList<string> MissingVariables => _missing;

    public EnvironmentValues Environment => environment;

    public bool Has(string key) => Find(key) is not null;

    public bool Ignore(string key) => Find(key) is not null;

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
        YamlMappingNode mapping => new YamlSection(mapping, PathOf(key), problems, environment),
        _ => Rejected<YamlSection>(key, "must be a mapping"),
    };

    public IReadOnlyList<YamlSection> Sections(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list when list.All(item => item is YamlMappingNode) =>
            [.. list.Cast<YamlMappingNode>().Select((item, i) => new YamlSection(item, $"{PathOf(key)}[{i}]", problems, environment))],
        _ => Rejected<IReadOnlyList<YamlSection>>(key, "must be a list of mappings") ?? [],
    };

    /// <summary>The keys of a mapping whose names are free, such as headers or groups.</summary>
    public IReadOnlyList<string> Keys() => [.. node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "")];

    public string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    public Mark MarkOf(string key) => (node.Children.TryGetValue(key, out var value) ? value : node).Start;

    public void Problem(string key, string message, string? suggestion = null) =>
        problems.Add(MarkOf(key), PathOf(key), message, suggestion);

    /// <summary>Reports keys that were never read.</summary>
    /// <param name="otherKeys">Keys that LiteLLM knows here and this gateway does not implement.</param>
    public void RejectUnread(IReadOnlyCollection<string> otherKeys)
    {
        foreach (var key in node.Children.Keys)
        {
            var name = key is YamlScalarNode scalar ? scalar.Value ?? "" : key.ToString();
            if (_read.Contains(name))
            {
                continue;
            }

            if (otherKeys.Contains(name, StringComparer.Ordinal))
            {
                problems.Add(key.Start, PathOf(name), "is a LiteLLM setting that this gateway does not implement");
            }
            else
            {
                problems.Add(key.Start, PathOf(name), "is not a known key", Spelling.Nearest(name, _read));
            }
        }
    }

    /// <summary>Reports variables without a value, where a section cannot do without them.</summary>
    public void RejectMissingVariables()
    {
        foreach (var name in _missing)
        {
            problems.Add(node.Start, path, $"environment variable {name} is not set");
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
        var text = environment.Resolve(scalar.Value ?? "", out var missing);
        if (missing is not null)
        {
            _missing.Add(missing);
        }

        return text;
    }

    private YamlNode? Find(string key)
    {
        _read.Add(key);
        return node.Children.TryGetValue(key, out var value) && !IsNull(value) ? value : null;
    }

    private static bool IsNull(YamlNode value) =>
        value is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "null" or "~" };
}
