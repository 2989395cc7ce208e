using System.Text.Json;
using Agentes.Platform.Agents;
using Agentes.Platform.Contacts;
using Agentes.Platform.Http;
using Agentes.Platform.Knowledge;
using Agentes.Platform.Products;

namespace Agentes.Platform.Demo;

/// <summary>The demo shop as it is written in Data/*.json: products, knowledge, agents and what customers ask.</summary>
internal static class DemoFiles
{
    public static IReadOnlyList<ProductFields> Products => Read<ProductFields>("products.json");

    public static IReadOnlyList<KnowledgeFields> Knowledge => Read<KnowledgeFields>("knowledge.json");

    public static IReadOnlyList<DemoAgent> Agents => Read<DemoAgent>("agents.json");

    public static IReadOnlyList<DemoConversation> Conversations => Read<DemoConversation>("conversations.json");

    private static List<T> Read<T>(string file)
    {
        using var stream = typeof(DemoFiles).Assembly.GetManifestResourceStream($"Demo.{file}")!;
        return JsonSerializer.Deserialize<List<T>>(stream, StrictJson.Options)!;
    }
}

/// <summary>An agent of the demo shop: a name and the draft that is published.</summary>
internal sealed record DemoAgent
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Persona { get; init; }

    public required string Instructions { get; init; }

    public required AgentLanguage Language { get; init; }

    public required string Greeting { get; init; }

    public required int TierCap { get; init; }

    public required string[] Tools { get; init; }

    public required string[] KnowledgeTags { get; init; }

    public required int QuietWindowMs { get; init; }

    public required int ContextTokenBudget { get; init; }

    public AgentSettings ToSettings() => new()
    {
        Persona = Persona,
        Instructions = Instructions,
        Language = Language,
        Greeting = Greeting,
        TierCap = TierCap,
        Tools = Tools,
        KnowledgeTags = KnowledgeTags,
        QuietWindowMs = QuietWindowMs,
        ContextTokenBudget = ContextTokenBudget,
    };
}

/// <summary>What one customer of the demo shop asks; the engine itself answers.</summary>
internal sealed record DemoConversation(DemoContact Contact, string Agent, IReadOnlyList<string> Messages);

/// <summary>A customer of the demo shop; nobody real.</summary>
internal sealed record DemoContact(string Name, decimal LifetimeValue, IdentityFields Identity);
