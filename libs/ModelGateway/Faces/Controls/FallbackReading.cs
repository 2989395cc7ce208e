using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Providers.OpenAI;

namespace Agentes.ModelGateway.Faces.Controls;

/// <summary>
/// Reads fallbacks of one request: names; objects with a model and members that take the place of the request's own; or, as the configuration
/// writes them, lists by the model they are for.
/// </summary>
/// <param name="request">The request that they belong to.</param>
/// <param name="read">Reads another request of the same API; null where a fallback can only be a name.</param>
internal readonly struct FallbackReading(JsonElement request, Func<ReadOnlyMemory<byte>, ModelCall>? read)
{
    /// <summary>Each may carry a whole conversation.</summary>
    private const int Most = 16;

    public IReadOnlyList<CallFallback> Read(JsonProperty member)
    {
        var fallbacks = new List<CallFallback>();
        if (member.Value.ValueKind is not JsonValueKind.Array)
        {
            throw Invalid(member.Name);
        }

        foreach (var entry in member.Value.EnumerateArray())
        {
            switch (entry.ValueKind)
            {
                case JsonValueKind.String:
                    fallbacks.Add(new CallFallback(entry.GetString()!));
                    break;
                case JsonValueKind.Object when entry.TryGetProperty("model", out var model) && model.ValueKind is JsonValueKind.String:
                    fallbacks.Add(Own(entry, model.GetString()!, member.Name));
                    break;
                case JsonValueKind.Object:
                    fallbacks.AddRange(ByModel(entry, member.Name));
                    break;
                default:
                    throw Invalid(member.Name);
            }
        }

        return fallbacks.Count <= Most ? fallbacks : throw FaceException.Invalid(member.Name, $"'{member.Name}' may name {Most} models at most.");
    }

    private CallFallback Own(JsonElement entry, string model, string name)
    {
        if (entry.EnumerateObject().Count() == 1)
        {
            return new CallFallback(model);
        }

        return read is not null
            ? new CallFallback(model) { Instead = read(Merge(entry)) }
            : throw FaceException.Invalid(name, $"'{name}' can only name models here, without members of their own.");
    }

    // {"model-a": ["model-b"]}: what is for another model is not for this call.
    private List<CallFallback> ByModel(JsonElement entry, string name)
    {
        var asked = request.GetProperty("model").GetString();
        var found = new List<CallFallback>();
        foreach (var list in entry.EnumerateObject())
        {
            if (list.Value.ValueKind is not JsonValueKind.Array || list.Value.EnumerateArray().Any(one => one.ValueKind is not JsonValueKind.String))
            {
                throw Invalid(name);
            }

            if (list.Name == asked || list.Name == "*")
            {
                found.AddRange(list.Value.EnumerateArray().Select(one => new CallFallback(one.GetString()!)));
            }
        }

        return found;
    }

    private byte[] Merge(JsonElement changes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, OpenAIWire.Json))
        {
            json.WriteStartObject();
            Copy(json, request, without: changes);
            Copy(json, changes, without: null);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    // Controls of controls would have no end.
    private static void Copy(Utf8JsonWriter json, JsonElement members, JsonElement? without)
    {
        foreach (var member in members.EnumerateObject())
        {
            if (GatewayMembers.Of(JsonMarshal.GetRawUtf8PropertyName(member)) is GatewayMember.None && without?.TryGetProperty(member.Name, out _) is not true)
            {
                member.WriteTo(json);
            }
        }
    }

    private static FaceException Invalid(string name) => FaceException.Invalid(
        name, $"'{name}' must be an array of models, of objects with 'model' and members for it, or of lists by model.");
}
