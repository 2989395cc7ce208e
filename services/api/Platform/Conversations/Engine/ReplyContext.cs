using Agentes.ModelGateway;
using Agentes.Platform.Agents;
using Agentes.Platform.Contacts;
using Agentes.Platform.Conversations.Ledger;
using Agentes.Platform.Knowledge;
using Agentes.Platform.Organizations;
using Agentes.Routing;

namespace Agentes.Platform.Conversations.Engine;

/// <summary>Everything a reply may draw on: the agent, the contact's facts, the last turns, and what was retrieved for this one.</summary>
internal sealed record ReplyContext(
    OrganizationFacts Organization,
    ActiveAgent Agent,
    ContactFacts Contact,
    Turn Turn,
    IReadOnlyList<StoredMessage> History,
    IReadOnlyList<RetrievedPassage> Passages)
{
    /// <summary>How many of the contact's earlier messages tell the router what the conversation is about.</summary>
    private const int RecentTurns = 4;

    /// <summary>The language that the agent is told to speak; null when it follows the contact.</summary>
    public string? FixedLanguage => Agent.Settings.Language switch
    {
        AgentLanguage.Portuguese => "pt-BR",
        AgentLanguage.English => "en",
        _ => null,
    };

    public RoutingRequest ToRoutingRequest() => new()
    {
        Text = Turn.Text,
        RecentTurns = [.. History.Where(m => m.FromContact).TakeLast(RecentTurns).Select(m => m.Text)],
        CustomerValue = Contact.LifetimeValue,
        MaxTier = (ModelTier)Agent.Settings.TierCap,
        LanguageHint = FixedLanguage ?? Organization.Locale,
        TopRetrievalScore = Passages.Count > 0 ? Passages[0].Score : null,
    };

    public Grounding ToGrounding(string language) => new()
    {
        Language = language,
        BusinessName = Organization.Name,
        Passages = [.. Passages.Select(ToGrounding)],
    };

    private static GroundingPassage ToGrounding(RetrievedPassage passage) => new()
    {
        Id = passage.Id.ToString(),
        Kind = passage.Product is null ? GroundingKind.Knowledge : GroundingKind.Product,
        Title = passage.Title,
        Text = passage.Text,
        Score = passage.Score,
        Product = passage.Product is { } product
            ? new ModelGateway.ProductFacts(product.Name, product.Sku, product.Price, product.Currency, product.Stock, product.Url, passage.Text)
            : null,
    };
}
