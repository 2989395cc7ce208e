using System.Text.Json;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>
/// A schema together with what it refers to and the members of its <c>allOf</c>, read as one: the first layer that has a keyword decides,
/// properties are those of all layers.
/// </summary>
internal sealed class SchemaView
{
    private const int MostReferences = 16;

    private readonly List<JsonElement> _layers = [];

    private SchemaView(IEnumerable<string> path) => Path = [.. path];

    /// <summary>References that led here; following one of them again would never end.</summary>
    public HashSet<string> Path { get; }

    public static SchemaView Of(JsonElement schema, JsonElement root, IEnumerable<string> path)
    {
        var view = new SchemaView(path);
        view.AddLayer(schema, root);
        return view;
    }

    /// <summary>The value of a keyword; its kind is undefined when no layer has it.</summary>
    public JsonElement Find(string keyword)
    {
        foreach (var layer in _layers)
        {
            if (layer.TryGetProperty(keyword, out var value))
            {
                return value;
            }
        }

        return default;
    }

    public List<JsonProperty> Properties() =>
    [
        .. _layers
            .Select(layer => layer.TryGetProperty("properties", out var properties) ? properties : default)
            .Where(properties => properties.ValueKind is JsonValueKind.Object)
            .SelectMany(properties => properties.EnumerateObject())
            .DistinctBy(property => property.Name, StringComparer.Ordinal),
    ];

    public HashSet<string> Required() => _layers
        .Select(layer => layer.TryGetProperty("required", out var required) ? required : default)
        .Where(required => required.ValueKind is JsonValueKind.Array)
        .SelectMany(required => required.EnumerateArray())
        .Where(name => name.ValueKind is JsonValueKind.String)
        .Select(name => name.GetString()!)
        .ToHashSet(StringComparer.Ordinal);

    public List<string> Types() => Find("type") switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } several =>
            [.. several.EnumerateArray().Where(type => type.ValueKind is JsonValueKind.String).Select(type => type.GetString()!)],
        _ => [],
    };

    /// <summary>The schemas of which one must fit; empty when there is no choice.</summary>
    public List<JsonElement> Choices()
    {
        var choices = Find("anyOf") is { ValueKind: JsonValueKind.Array } any ? any : Find("oneOf");
        return choices.ValueKind is JsonValueKind.Array ? [.. choices.EnumerateArray()] : [];
    }

    /// <summary>The values that are allowed, a constant being the only one; empty when any is.</summary>
    public IEnumerable<JsonElement> Values() => Find("const") switch
    {
        { ValueKind: JsonValueKind.Undefined } =>
            Find("enum") is { ValueKind: JsonValueKind.Array } several ? several.EnumerateArray() : [],
        var one => [one],
    };

    private void AddLayer(JsonElement schema, JsonElement root)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        _layers.Add(schema);
        if (schema.TryGetProperty("$ref", out var reference)
            && reference.ValueKind is JsonValueKind.String
            && reference.GetString() is { } pointer
            && Path.Count < MostReferences
            && Path.Add(pointer)
            && Resolve(root, pointer) is { } target)
        {
            AddLayer(target, root);
        }

        if (schema.TryGetProperty("allOf", out var all) && all.ValueKind is JsonValueKind.Array)
        {
            foreach (var part in all.EnumerateArray())
            {
                AddLayer(part, root);
            }
        }
    }

    // A JSON pointer within the document (RFC 6901); other documents are out of reach.
    private static JsonElement? Resolve(JsonElement root, string pointer)
    {
        if (!pointer.StartsWith('#'))
        {
            return null;
        }

        var current = root;
        foreach (var step in pointer.Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(step)
                .Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal);
            if (current.ValueKind is JsonValueKind.Array && int.TryParse(name, out var index) && index < current.GetArrayLength())
            {
                current = current[index];
            }
            else if (current.ValueKind is not JsonValueKind.Object || !current.TryGetProperty(name, out current))
            {
                return null;
            }
        }

        return current;
    }
}
