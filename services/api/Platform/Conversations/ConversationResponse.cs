using System.Linq.Expressions;
using System.Text.Json.Serialization;
using Agentes.Platform.Data;

namespace Agentes.Platform.Conversations;

/// <summary>A conversation as the API shows it.</summary>
public sealed record ConversationResponse
{
    public required Guid Id { get; init; }

    public required Guid AgentId { get; init; }

    public required string AgentName { get; init; }

    public required Guid ContactId { get; init; }

    public string? ContactName { get; init; }

    public required ConversationChannel Channel { get; init; }

    public string? Subject { get; init; }

    public required ConversationStatus Status { get; init; }

    public required ConversationOwner Owner { get; init; }

    public Guid? AssignedMemberId { get; init; }

    /// <summary>Since when the contact waits for an answer; null when nobody waits.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    public required DateTimeOffset LastMessageAt { get; init; }

    /// <summary>The place in the list; within a few seconds of <see cref="LastMessageAt"/>.</summary>
    [JsonIgnore]
    public DateTimeOffset OrderedAt { get; init; }

    public string? LastMessagePreview { get; init; }

    public MessageAuthor? LastMessageAuthor { get; init; }

    public required int LastSequence { get; init; }

    public required bool IsDemo { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Joined in the query: a list costs one statement, whatever its length.</summary>
    internal static Expression<Func<Conversation, ConversationResponse>> Projection(PlatformDb db) => c => new ConversationResponse
    {
        Id = c.Id,
        AgentId = c.AgentId,
        AgentName = db.Agents.Where(a => a.Id == c.AgentId).Select(a => a.Name).FirstOrDefault() ?? "",
        ContactId = c.ContactId,
        ContactName = db.Contacts.Where(p => p.Id == c.ContactId).Select(p => p.Name).FirstOrDefault(),
        Channel = c.Channel,
        Subject = c.Subject,
        Status = c.Status,
        Owner = c.Owner,
        AssignedMemberId = c.AssignedMemberId,
        WaitingSince = c.WaitingSince,
        LastMessageAt = c.LastMessageAt,
        OrderedAt = c.OrderedAt,
        LastMessagePreview = c.LastMessagePreview,
        LastMessageAuthor = c.LastMessageAuthor,
        LastSequence = c.LastSequence,
        IsDemo = c.IsDemo,
        CreatedAt = c.CreatedAt,
        UpdatedAt = c.UpdatedAt,
    };
}
