using System.Text.Json;

namespace Agentes.ModelGateway.Faces;

/// <summary>Reads members of a request with errors that name the member. A JSON null counts as absent, as the clients mean it.</summary>
internal static class JsonMember
{
    public static JsonElement? Find(this JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null
            ? value
            : null;

    public static string? Text(this JsonElement parent, string name, string path) => parent.Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw FaceException.Invalid(Join(path, name), $"'{Join(path, name)}' must be a string."),
    };

    public static string RequiredText(this JsonElement parent, string name, string path) =>
        parent.Text(name, path) is { Length: > 0 } text ? text : throw FaceException.Missing(Join(path, name));

    public static float? Number(this JsonElement parent, string name, float lowest, float highest)
    {
        if (parent.Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.Number && value.TryGetSingle(out var number) && number >= lowest && number <= highest
            ? number
            : throw FaceException.Invalid(name, $"'{name}' must be a number from {lowest} to {highest}.");
    }

    public static long? Whole(this JsonElement parent, string name, long lowest)
    {
        if (parent.Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) && number >= lowest
            ? number
            : throw FaceException.Invalid(name, $"'{name}' must be a whole number, {lowest} or more.");
    }

    public static bool? Flag(this JsonElement parent, string name) => parent.Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw FaceException.Invalid(name, $"'{name}' must be true or false."),
    };

    public static JsonElement? Array(this JsonElement parent, string name, string path = "") => parent.Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } array => array,
        _ => throw FaceException.Invalid(Join(path, name), $"'{Join(path, name)}' must be an array."),
    };

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
