using System.Text;
using System.Text.Json;

namespace Agentes.ModelGateway.Providers;

/// <summary>A member of a request that steers the gateway.</summary>
internal enum GatewayMember
{
    /// <summary>It is the provider's.</summary>
    None,
    Fallbacks,
    ContextWindowFallbacks,
    ContentPolicyFallbacks,
    DisableFallbacks,
    Retries,
    Timeout,
    StreamTimeout,
    Tags,
    CallId,
    SessionId,
    MockResponse,
    MockFallbacks,
    MockContextWindowFallbacks,
    MockContentPolicyFallbacks,

    /// <summary>LiteLLM's as well; nothing is made of it here, or elsewhere.</summary>
    Other,
}

/// <summary>Members of a request that steer the gateway, in LiteLLM's names, and that no provider must see.</summary>
internal static class GatewayMembers
{
    public static bool Has(ref Utf8JsonReader reader) =>
        Of(reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan) is not GatewayMember.None;

    public static bool Has(string name) => Of(Encoding.UTF8.GetBytes(name)) is not GatewayMember.None;

    /// <summary>What a member means, by its name in UTF-8. Asked for every member of every request, so it looks at the length first.</summary>
    public static GatewayMember Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 => Is(name, "tags"u8, GatewayMember.Tags),
        5 => Is(name, "cache"u8, GatewayMember.Other),
        6 => Is(name, "no-log"u8, GatewayMember.Other),
        7 => Is(name, "timeout"u8, GatewayMember.Timeout),
        9 => Is(name, "fallbacks"u8, GatewayMember.Fallbacks),
        10 => Is(name, "guardrails"u8, GatewayMember.Other),
        11 => Is(name, "num_retries"u8, GatewayMember.Retries),
        13 => Is(name, "mock_response"u8, GatewayMember.MockResponse),
        14 => Is(name, "stream_timeout"u8, GatewayMember.StreamTimeout),
        15 => Is(name, "litellm_call_id"u8, GatewayMember.CallId),
        16 => Is(name, "litellm_metadata"u8, GatewayMember.Other) | Is(name, "litellm_trace_id"u8, GatewayMember.Other),
        17 => Is(name, "disable_fallbacks"u8, GatewayMember.DisableFallbacks),
        18 => Is(name, "litellm_session_id"u8, GatewayMember.SessionId),
        22 => Is(name, "mock_testing_fallbacks"u8, GatewayMember.MockFallbacks),
        24 => Is(name, "context_window_fallbacks"u8, GatewayMember.ContextWindowFallbacks)
            | Is(name, "content_policy_fallbacks"u8, GatewayMember.ContentPolicyFallbacks),
        37 => Is(name, "mock_testing_context_window_fallbacks"u8, GatewayMember.MockContextWindowFallbacks)
            | Is(name, "mock_testing_content_policy_fallbacks"u8, GatewayMember.MockContentPolicyFallbacks),
        _ => GatewayMember.None,
    };

    private static GatewayMember Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected, GatewayMember meaning) =>
        name.SequenceEqual(expected) ? meaning : GatewayMember.None;
}
