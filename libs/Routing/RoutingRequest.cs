namespace Agentes.Routing;

/// <summary>All that a routing decision may look at.</summary>
public sealed record RoutingRequest
{
    /// <summary>The customer's message, or the messages of one turn joined by line breaks. Only the first 4,096 characters count.</summary>
    public required string Text { get; init; }

    /// <summary>What the same customer wrote before in this conversation, oldest first, without <see cref="Text"/>.</summary>
    public IReadOnlyList<string> RecentTurns { get; init; } = [];

    /// <summary>Lifetime value of the customer, in the currency of the organization.</summary>
    public decimal CustomerValue { get; init; }

    /// <summary>The most expensive tier that the agent may use.</summary>
    public ModelTier MaxTier { get; init; } = ModelTier.Premium;

    /// <summary>Language tag to assume when the text is too short to tell, such as <c>pt-BR</c>.</summary>
    public string? LanguageHint { get; init; }

    /// <summary>
    /// Score 0..1 of the best retrieved passage, when retrieval ran before routing. Recorded as evidence; never changes the tier.
    /// </summary>
    public double? TopRetrievalScore { get; init; }
}
