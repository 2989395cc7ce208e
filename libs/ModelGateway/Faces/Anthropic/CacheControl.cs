using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.Anthropic;

/// <summary>Reads <c>cache_control</c> wherever it stands: on a block, on a tool, or on the whole request.</summary>
internal static class CacheControl
{
    private const string Member = "cache_control";

    /// <summary>Null where there is none.</summary>
    public static PromptCacheLifetime? Read(JsonElement parent, string path)
    {
        if (parent.Find(Member) is not { } control)
        {
            return null;
        }

        var at = JsonMember.Join(path, Member);
        if (control.RequiredText("type", at) is not "ephemeral")
        {
            throw FaceException.Invalid($"{at}.type", $"{at}.type: must be 'ephemeral'.");
        }

        return control.Text("ttl", at) switch
        {
            null or "5m" => PromptCacheLifetime.FiveMinutes,
            "1h" => PromptCacheLifetime.OneHour,
            _ => throw FaceException.Invalid($"{at}.ttl", $"{at}.ttl: must be '5m' or '1h'."),
        };
    }

    /// <summary>The mark of the whole request stands for one on its last block.</summary>
    public static void MarkEnd(JsonElement root, IReadOnlyList<ChatMessage> messages)
    {
        if (Read(root, "") is { } lifetime && messages[^1].Contents.LastOrDefault(content => content is not TextReasoningContent) is { } last)
        {
            last.WithCacheBreakpoint(lifetime);
        }
    }
}
