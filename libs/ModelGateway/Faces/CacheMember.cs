using System.Text.Json;
using Agentes.ModelGateway.Caching;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces;

/// <summary>Reads <c>cache</c>, in LiteLLM's names: <c>{"ttl","s-maxage","no-cache","no-store","namespace","use-cache"}</c> and <c>semantic</c>.</summary>
internal static class CacheMember
{
    private const string Name = "cache";
    private const int LongestNamespace = 256;
    private const long LongestLifetime = 30 * 24 * 60 * 60;

    public static void Read(JsonElement root, ChatOptions options)
    {
        if (root.Find(Name) is not { } member)
        {
            return;
        }

        if (member.ValueKind is not JsonValueKind.Object)
        {
            throw FaceException.Invalid(Name, "'cache' must be an object such as {\"no-cache\": true}.");
        }

        options.WithCache(new CacheWish
        {
            Lifetime = Seconds(member, "ttl", least: 1),
            NotOlderThan = Seconds(member, "s-maxage", least: 0) ?? Seconds(member, "s-max-age", least: 0),
            NoCache = member.Flag("no-cache") ?? false,
            NoStore = member.Flag("no-store") ?? false,
            Namespace = Namespace(member),
            UseCache = member.Flag("use-cache") ?? false,
            Semantic = member.Flag("semantic") ?? false,
        });
    }

    private static string? Namespace(JsonElement member) => member.Text("namespace", Name) switch
    {
        { Length: > LongestNamespace } => throw FaceException.Invalid(
            "cache.namespace", $"'cache.namespace' must have at most {LongestNamespace} characters."),
        var name => name,
    };

    private static TimeSpan? Seconds(JsonElement member, string name, long least) =>
        member.Whole(name, least) is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, LongestLifetime)) : null;
}
