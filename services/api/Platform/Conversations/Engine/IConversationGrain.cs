using Agentes.Platform.Conversations.Ledger;
using Agentes.Platform.Conversations.Live;
using Orleans.Concurrency;

namespace Agentes.Platform.Conversations.Engine;

/// <summary>One conversation, wherever in the cluster it lives. Every call only tells it to look: the work itself is in the database.</summary>
[Alias("conversation")]
public interface IConversationGrain : IGrainWithGuidKey
{
    /// <summary>There is something to answer. Losing this call loses nothing: the recovery loop makes it again.</summary>
    [OneWay]
    [Alias("wake")]
    Task WakeAsync(WakeUp wakeUp);

    /// <summary>Somebody else wrote rows or changed the owner: tell listeners and look again.</summary>
    [OneWay]
    [Alias("changed")]
    Task ChangedAsync(Guid organizationId);

    /// <summary>
    /// Tells the observer what happens from now on, and at once the reply in progress. Has to be repeated within three minutes. False when
    /// the observer was not known here: what happened elsewhere meanwhile it has not heard.
    /// </summary>
    [Alias("subscribe")]
    Task<bool> SubscribeAsync(Guid organizationId, IConversationObserver observer);

    [Alias("unsubscribe")]
    Task UnsubscribeAsync(IConversationObserver observer);
}

/// <summary>Why a conversation is woken.</summary>
/// <param name="Accepted">The message that was just stored, so that the usual turn needs no read; null when the database has to be asked.</param>
[GenerateSerializer]
[Immutable]
[Alias("wake-up")]
public sealed record WakeUp(
    [property: Id(0)] Guid OrganizationId,
    [property: Id(1)] AcceptedInbound? Accepted = null);

/// <summary>A stored message on its way to its grain.</summary>
[GenerateSerializer]
[Immutable]
[Alias("accepted-inbound")]
public sealed record AcceptedInbound(
    [property: Id(0)] Guid Id,
    [property: Id(1)] int Sequence,
    [property: Id(2)] string Text,
    [property: Id(3)] bool Pending,
    [property: Id(4)] Guid? ClientMessageId,
    [property: Id(5)] string? TraceParent,
    [property: Id(6)] DateTimeOffset CreatedAt)
{
    internal StoredMessage ToStored() =>
        new(Id, Sequence, "contact", Text, Pending, ClientMessageId, Attempts: 0, DueAt: null, TraceParent, CreatedAt);
}
