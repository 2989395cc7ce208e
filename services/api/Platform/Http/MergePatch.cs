using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Http;

/// <summary>
/// The body of a PATCH: some members of a <typeparamref name="T"/>. What is absent stays, null clears, objects merge (RFC 7396).
/// </summary>
[JsonConverter(typeof(MergePatchJson))]
public sealed class MergePatch<T>
    where T : class
{
    private readonly JsonObject _changes;

    internal MergePatch(JsonObject changes) => _changes = changes;

    /// <summary>The value after the change, which keeps every rule that a new one has to keep; or why it does not.</summary>
    internal bool TryApply(T current, [NotNullWhen(true)] out T? changed, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        var merged = JsonSerializer.SerializeToNode(current, StrictJson.Options)!.AsObject();
        Merge(merged, _changes);
        changed = merged.Deserialize<T>(StrictJson.Options)!;
        var errors = FieldChecks.Of(changed);
        problem = errors.Count > 0 ? Problem.Invalid(errors) : null;
        return problem is null;
    }

    private static void Merge(JsonObject target, JsonObject changes)
    {
        foreach (var (name, change) in changes)
        {
            if (change is JsonObject nested && target[name] is JsonObject existing)
            {
                Merge(existing, nested);
            }
            else
            {
                target[name] = change?.DeepClone();
            }
        }
    }
}

/// <summary>Reads the changes as they are; their types are checked when they are merged.</summary>
internal sealed class MergePatchJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(MergePatch<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<MergePatch<T>>
        where T : class
    {
        public override MergePatch<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<JsonElement>(ref reader, options) is { ValueKind: JsonValueKind.Object } changes
                && JsonText.IsReadable(changes)
                ? new MergePatch<T>(JsonObject.Create(changes)!)
                : throw new JsonException("A change is an object of readable texts.");

        public override void Write(Utf8JsonWriter writer, MergePatch<T> value, JsonSerializerOptions options) =>
            throw new NotSupportedException("A change is only ever received.");
    }
}
