using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Agentes.Platform.Http;

namespace Agentes.Platform.Agents;

/// <summary>Everything that decides how an agent answers: the part that is drafted, published and rolled back.</summary>
public sealed record AgentSettings
{
    /// <summary>Who the agent is, in a few words: name, tone, relation to the customer.</summary>
    [StringLength(2000)]
    public string Persona { get; init; } = "";

    /// <summary>What it must and must not do.</summary>
    [StringLength(20_000)]
    public string Instructions { get; init; } = "";

    public AgentLanguage Language { get; init; } = AgentLanguage.Auto;

    [StringLength(1000)]
    public string? Greeting { get; init; }

    /// <summary>The highest model tier that may answer, 1 to 4.</summary>
    [Range(1, 4)]
    public int TierCap { get; init; } = 4;

    /// <summary>Names of the tools that the agent may call.</summary>
    [WordList(50, 60)]
    public string[] Tools { get; init; } = [];

    /// <summary>Only knowledge with one of these tags is used; empty means all of it.</summary>
    [WordList(50, 60)]
    public string[] KnowledgeTags { get; init; } = [];

    /// <summary>How long to wait for the customer's next message before answering, in milliseconds. API channels do not wait.</summary>
    [Range(0, 60_000)]
    public int QuietWindowMs { get; init; } = 2000;

    /// <summary>How many tokens of conversation, facts and sources a model is given, estimated.</summary>
    [Range(200, 200_000)]
    public int ContextTokenBudget { get; init; } = 3000;

    /// <summary>
    /// A question may get the reply that another one was given to which it is alike, where the installation keeps replies. Never for a
    /// customer who is known, nor for an agent with tools.
    /// </summary>
    public bool SemanticCache { get; init; }
}

/// <summary>The language an agent answers in; Auto follows the customer.</summary>
public enum AgentLanguage
{
    [JsonStringEnumMemberName("auto")]
    Auto,

    [JsonStringEnumMemberName("pt-BR")]
    Portuguese,

    [JsonStringEnumMemberName("en")]
    English,
}
