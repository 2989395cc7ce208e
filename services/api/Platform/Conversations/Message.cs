using Agentes.Platform.Data;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Conversations;

/// <summary>One row of a conversation: an utterance of either side, or an event that both sides' history must show.</summary>
/// <remarks>An inbound row that is <see cref="MessageStatus.Pending"/> is the work item: nothing else has to survive a crash.</remarks>
public sealed class Message : IOwnedByOrganization, ISoftDeleted
{
    private Message()
    {
    }

    public Guid Id { get; private init; }

    public Guid OrganizationId { get; private init; }

    public Guid ConversationId { get; private init; }

    /// <summary>Its place in the conversation, in commit order; also the id of its event.</summary>
    public int Sequence { get; private init; }

    public MessageDirection Direction { get; private init; }

    public MessageAuthor Author { get; private init; }

    public MessageKind Kind { get; private init; }

    /// <summary>For an event: what happened, such as taken_over.</summary>
    public string? Event { get; private init; }

    public string Text { get; private init; } = "";

    public MessageStatus Status { get; private init; }

    /// <summary>The sender's own id of the message; sending it twice is the same message.</summary>
    public Guid? ClientMessageId { get; private init; }

    /// <summary>The newest inbound message that this reply answers. Unique: a turn has one reply.</summary>
    public Guid? InReplyTo { get; private init; }

    /// <summary>On an inbound message: the reply of the turn it belongs to.</summary>
    public Guid? ReplyId { get; private init; }

    public Guid? MemberId { get; private init; }

    /// <summary>How many times answering it has failed.</summary>
    public int Attempts { get; private init; }

    /// <summary>While pending: when the recovery loop may assume that nobody works on it.</summary>
    public DateTimeOffset? DueAt { get; private init; }

    /// <summary>The stable code of the last failure.</summary>
    public string? LastError { get; private init; }

    /// <summary>The W3C traceparent of the request that brought it: the reply's spans continue that trace.</summary>
    public string? TraceParent { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? HandledAt { get; private init; }

    public DateTimeOffset? DeletedAt { get; private set; }

    internal static Message OfEvent(
        Guid organizationId, Conversation conversation, string happened, string? text, Guid? memberId, DateTimeOffset now) =>
        Outbound(organizationId, conversation, MessageAuthor.System, MessageKind.Event, happened, text ?? "", memberId, now);

    internal static Message OfMember(
        Guid organizationId, Conversation conversation, Guid? memberId, string text, Guid? clientMessageId, DateTimeOffset now) =>
        Outbound(organizationId, conversation, MessageAuthor.Member, MessageKind.Text, happened: null, text, memberId, now, clientMessageId);

    internal static Message OfGreeting(Guid organizationId, Conversation conversation, string text, DateTimeOffset now) =>
        Outbound(organizationId, conversation, MessageAuthor.Agent, MessageKind.Text, happened: null, text, memberId: null, now);

    private static Message Outbound(
        Guid organizationId,
        Conversation conversation,
        MessageAuthor author,
        MessageKind kind,
        string? happened,
        string text,
        Guid? memberId,
        DateTimeOffset now,
        Guid? clientMessageId = null) => new()
        {
            Id = Guid.CreateVersion7(now),
            OrganizationId = organizationId,
            ConversationId = conversation.Id,
            Sequence = conversation.LastSequence + 1,
            Direction = MessageDirection.Outbound,
            Author = author,
            Kind = kind,
            Event = happened,
            Text = text,
            Status = MessageStatus.Sent,
            ClientMessageId = clientMessageId,
            MemberId = memberId,
            CreatedAt = now,
        };

    public void Delete(DateTimeOffset now) => DeletedAt ??= now;

    public void Restore() => DeletedAt = null;

    internal sealed class Mapping : IEntityTypeConfiguration<Message>
    {
        public void Configure(EntityTypeBuilder<Message> builder)
        {
            builder.ToTable("messages");
            builder.Property(m => m.Text).HasMaxLength(20_000);
            builder.Property(m => m.Event).HasMaxLength(40);
            builder.Property(m => m.LastError).HasMaxLength(100);
            builder.Property(m => m.TraceParent).HasMaxLength(64);
            builder.HasIndex(m => new { m.ConversationId, m.OrganizationId, m.Sequence }).IsUnique();
            builder.HasIndex(m => new { m.ConversationId, m.ClientMessageId }).IsUnique().HasFilter("client_message_id IS NOT NULL");
            builder.HasIndex(m => m.InReplyTo).IsUnique().HasFilter("in_reply_to IS NOT NULL");
            builder.HasIndex(m => m.DueAt).HasFilter("status = 'pending'");
            builder.HasIndex(m => new { m.OrganizationId, m.Id }).HasFilter("status = 'dead'");
            builder.HasOne<Conversation>().WithMany()
                .HasForeignKey(m => new { m.ConversationId, m.OrganizationId })
                .HasPrincipalKey(c => new { c.Id, c.OrganizationId })
                .OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>From the contact, or to the contact.</summary>
public enum MessageDirection
{
    Inbound,
    Outbound,
}

/// <summary>Who wrote it.</summary>
public enum MessageAuthor
{
    Contact,
    Agent,
    Member,
    System,
}

/// <summary>An utterance, or a note of something that happened.</summary>
public enum MessageKind
{
    Text,
    Event,
}

/// <summary>Inbound: pending, then handled or dead. Outbound: sent.</summary>
public enum MessageStatus
{
    Pending,
    Handled,
    Sent,
    Dead,
}
