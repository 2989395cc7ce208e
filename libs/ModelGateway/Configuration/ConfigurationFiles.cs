using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Agentes.ModelGateway.Configuration;

/// <summary>Parses a file with what it includes into one tree.</summary>
internal static class ConfigurationFiles
{
    private const string Include = "include";
    private const string Merge = "<<";

    /// <returns>Null when the main file is no mapping; the problem is reported.</returns>
    public static YamlMappingNode? Load(string yaml, string source, ConfigurationReading reading)
    {
        if (Parse(yaml, source, reading) is not { } root)
        {
            return null;
        }

        reading.KeysOf("").Add(Include);
        if (root.Children.TryGetValue(Include, out var list))
        {
            root.Children.Remove(Include);
            foreach (var name in Names(list, reading))
            {
                Join(root, name, source, reading);
            }
        }

        return root;
    }

    private static IEnumerable<YamlScalarNode> Names(YamlNode list, ConfigurationReading reading)
    {
        if (list is YamlSequenceNode names && names.All(name => name is YamlScalarNode { Value.Length: > 0 }))
        {
            return names.Cast<YamlScalarNode>();
        }

        reading.Problem(list, Include, "must be a list of files");
        return [];
    }

    private static void Join(YamlMappingNode root, YamlScalarNode name, string source, ConfigurationReading reading)
    {
        var path = Path.Combine(Path.GetDirectoryName(source) ?? "", name.Value!);
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reading.Problem(name, Include, $"'{name.Value}' cannot be read: {exception.Message}");
            return;
        }

        foreach (var (key, value) in Parse(text, path, reading) ?? new YamlMappingNode())
        {
            if (key is YamlScalarNode { Value: Include })
            {
                reading.Problem(key, Include, "stands in a file that is included itself: list all files in the main one");
            }
            else if (!root.Children.TryGetValue(key, out var own))
            {
                root.Add(key, value);
            }
            else if (own is YamlSequenceNode items && value is YamlSequenceNode more)
            {
                foreach (var item in more)
                {
                    items.Add(item);
                }
            }
            else
            {
                reading.Problem(key, key.ToString(), "is in the main file too (LiteLLM lets the included one replace it whole): keep one of them");
            }
        }
    }

    private static YamlMappingNode? Parse(string yaml, string file, ConfigurationReading reading)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException exception)
        {
            reading.Problem(file, exception.Start, exception.InnerException?.Message ?? exception.Message);
            return null;
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
        {
            reading.Problem(file, Mark.Empty, "the file must hold one mapping with a model_list");
            return null;
        }

        reading.Own(root, file);
        foreach (var mapping in root.AllNodes.OfType<YamlMappingNode>().ToList())
        {
            ExpandMerge(mapping);
        }

        return root;
    }

    // "<<: *defaults", which LiteLLM's reader of YAML expands and ours leaves as it is. A key of the mapping itself wins.
    private static void ExpandMerge(YamlMappingNode mapping)
    {
        var merge = new YamlScalarNode(Merge);
        if (!mapping.Children.TryGetValue(merge, out var value) || value is not (YamlMappingNode or YamlSequenceNode))
        {
            return;
        }

        mapping.Children.Remove(merge);
        var sources = value is YamlMappingNode one ? [one] : ((YamlSequenceNode)value).Children.OfType<YamlMappingNode>();
        foreach (var (key, given) in sources.SelectMany(source => source.Children))
        {
            mapping.Children.TryAdd(key, given);
        }
    }
}
