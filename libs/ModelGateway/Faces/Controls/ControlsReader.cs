using System.Runtime.InteropServices;
using System.Text.Json;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Faces.Controls;

/// <summary>Reads the members of a request that steer the gateway.</summary>
internal static class ControlsReader
{
    /// <param name="root">The request.</param>
    /// <param name="read">Reads another request of the same API; null where a fallback can only be a name.</param>
    /// <returns>Null when the request has no such member, as most have none.</returns>
    /// <exception cref="FaceException">One of them cannot be understood, or is not offered here.</exception>
    public static CallControls? Read(JsonElement root, Func<ReadOnlyMemory<byte>, ModelCall>? read)
    {
        CallControls? controls = null;
        foreach (var member in root.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            if (member.Value.ValueKind is JsonValueKind.Null)
            {
                continue;
            }

            if (GatewayMembers.Of(name) is var meaning and not GatewayMember.None)
            {
                controls = Apply(controls ?? new CallControls(), meaning, member, new FallbackReading(root, read));
            }
            else if (name.SequenceEqual("metadata"u8) && TagsOf(member.Value) is { Count: > 0 } tags)
            {
                controls = (controls ?? new CallControls()) with { Tags = tags };
            }
            else if (name.SequenceEqual("prompt_cache_key"u8) && controls?.Affinity is null && member.Value.ValueKind is JsonValueKind.String)
            {
                controls = (controls ?? new CallControls()) with { Affinity = member.Value.GetString() };
            }
        }

        return controls;
    }

    private static CallControls Apply(CallControls controls, GatewayMember meaning, JsonProperty member, FallbackReading fallbacks) => meaning switch
    {
        GatewayMember.Fallbacks => controls with { Fallbacks = fallbacks.Read(member) },
        GatewayMember.ContextWindowFallbacks => controls with { ContextWindowFallbacks = fallbacks.Read(member) },
        GatewayMember.ContentPolicyFallbacks => controls with { ContentPolicyFallbacks = fallbacks.Read(member) },
        GatewayMember.DisableFallbacks => controls with { DisableFallbacks = Flag(member) },
        GatewayMember.Retries => controls with { Retries = ControlValues.Retries(member.Name, member.Value.GetRawText()) },
        GatewayMember.Timeout => controls with { Timeout = ControlValues.Seconds(member.Name, member.Value.GetRawText()) },
        GatewayMember.StreamTimeout => controls with { StreamTimeout = ControlValues.Seconds(member.Name, member.Value.GetRawText()) },
        GatewayMember.Tags => controls with { Tags = Texts(member) },
        GatewayMember.CallId => controls with { CallId = ControlValues.CallId(member.Name, Text(member)) },
        GatewayMember.SessionId => controls with { Affinity = Text(member) },
        GatewayMember.MockFallbacks => Rehearse(controls, member, FailureClass.Server),
        GatewayMember.MockContextWindowFallbacks => Rehearse(controls, member, FailureClass.ContextWindow),
        GatewayMember.MockContentPolicyFallbacks => Rehearse(controls, member, FailureClass.ContentPolicy),
        GatewayMember.MockResponse => throw new FaceException(
            "unsupported_parameter",
            member.Name,
            "'mock_response' is not supported: nothing here pretends to be a model. A group of local/extractive answers without a provider, "
            + "and mock_testing_fallbacks tries the fallbacks out."),
        _ => controls,
    };

    private static CallControls Rehearse(CallControls controls, JsonProperty member, FailureClass failure) =>
        Flag(member) ? controls with { Rehearsal = failure } : controls;

    private static IReadOnlyList<string>? TagsOf(JsonElement metadata) => metadata.ValueKind is JsonValueKind.Object
        && metadata.TryGetProperty("tags", out var tags) && tags.ValueKind is JsonValueKind.Array
            ? [.. tags.EnumerateArray().Where(tag => tag.ValueKind is JsonValueKind.String).Select(tag => tag.GetString()!)]
            : null;

    private static IReadOnlyList<string> Texts(JsonProperty member) =>
        member.Value.ValueKind is JsonValueKind.Array && member.Value.EnumerateArray().All(text => text.ValueKind is JsonValueKind.String)
            ? [.. member.Value.EnumerateArray().Select(text => text.GetString()!)]
            : throw FaceException.Invalid(member.Name, $"'{member.Name}' must be an array of strings.");

    private static string Text(JsonProperty member) => member.Value.ValueKind is JsonValueKind.String
        ? member.Value.GetString()!
        : throw FaceException.Invalid(member.Name, $"'{member.Name}' must be a string.");

    private static bool Flag(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw FaceException.Invalid(member.Name, $"'{member.Name}' must be true or false."),
    };
}
