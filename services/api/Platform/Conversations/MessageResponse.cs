using Agentes.Platform.Conversations.Engine;
using Agentes.Platform.Conversations.Ledger;
using Agentes.Platform.Routing;

namespace Agentes.Platform.Conversations;

/// <summary>A row of a conversation as the API shows it.</summary>
public sealed record MessageResponse
{
    public required Guid Id { get; init; }

    public required Guid ConversationId { get; init; }

    public required int Sequence { get; init; }

    public required MessageDirection Direction { get; init; }

    public required MessageAuthor Author { get; init; }

    public required MessageKind Kind { get; init; }

    /// <summary>For an event: what happened.</summary>
    public string? Event { get; init; }

    public required string Text { get; init; }

    public required MessageStatus Status { get; init; }

    public Guid? ClientMessageId { get; init; }

    public Guid? InReplyTo { get; init; }

    /// <summary>On a message of the contact: the reply of the turn it belongs to.</summary>
    public Guid? ReplyId { get; init; }

    public Guid? MemberId { get; init; }

    /// <summary>The stable code of the failure of a dead message.</summary>
    public string? LastError { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public ReplyReceipt? Receipt { get; init; }

    public static MessageResponse From(Message message, RoutingRecord? record) => new()
    {
        Id = message.Id,
        ConversationId = message.ConversationId,
        Sequence = message.Sequence,
        Direction = message.Direction,
        Author = message.Author,
        Kind = message.Kind,
        Event = message.Event,
        Text = message.Text,
        Status = message.Status,
        ClientMessageId = message.ClientMessageId,
        InReplyTo = message.InReplyTo,
        ReplyId = message.ReplyId,
        MemberId = message.MemberId,
        LastError = message.LastError,
        CreatedAt = message.CreatedAt,
        Receipt = record is null ? null : ReplyReceipt.From(record),
    };

    internal static MessageResponse From(Guid conversationId, StoredMessage message) => new()
    {
        Id = message.Id,
        ConversationId = conversationId,
        Sequence = message.Sequence,
        Direction = MessageDirection.Inbound,
        Author = MessageAuthor.Contact,
        Kind = MessageKind.Text,
        Text = message.Text,
        Status = message.Pending ? MessageStatus.Pending : MessageStatus.Handled,
        ClientMessageId = message.ClientMessageId,
        CreatedAt = message.CreatedAt,
    };

    internal static MessageResponse From(Guid conversationId, Turn turn, Reply reply, int sequence) => new()
    {
        Id = reply.Id,
        ConversationId = conversationId,
        Sequence = sequence,
        Direction = MessageDirection.Outbound,
        Author = MessageAuthor.Agent,
        Kind = MessageKind.Text,
        Text = reply.Text,
        Status = MessageStatus.Sent,
        InReplyTo = turn.Newest.Id,
        CreatedAt = reply.At,
        Receipt = reply.Receipt,
    };
}
