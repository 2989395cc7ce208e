using Agentes.Platform.Agents;
using Agentes.Platform.Contacts;
using Agentes.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agentes.Platform.Conversations;

/// <summary>A thread with one contact on one channel, owned at any moment by the agent or by a person.</summary>
/// <remarks>
/// The counters and the preview are written by the statements of the Ledger folder, in the transaction
/// of the message they describe; the verbs here change who owns it and whether it is open.
/// </remarks>
public sealed class Conversation : Entity
{
    private const int PreviewLength = 120;

    private Conversation()
    {
    }

    public Conversation(
        Guid agentId, Guid contactId, ConversationChannel channel, string? subject, DateTimeOffset now, bool isDemo = false)
    {
        AgentId = agentId;
        ContactId = contactId;
        Channel = channel;
        Subject = subject;
        IsDemo = isDemo;
        LastMessageAt = OrderedAt = CreatedAt = UpdatedAt = now;
    }

    public Guid AgentId { get; private init; }

    public Guid ContactId { get; private init; }

    public ConversationChannel Channel { get; private init; }

    public string? Subject { get; private set; }

    public ConversationStatus Status { get; private set; }

    public ConversationOwner Owner { get; private set; }

    public Guid? AssignedMemberId { get; private set; }

    /// <summary>The sequence of the newest row; rows of a conversation are numbered in commit order.</summary>
    public int LastSequence { get; private set; }

    /// <summary>The sequence of the newest message of the contact: a reply made without it is out of date.</summary>
    public int LastInboundSequence { get; private set; }

    /// <summary>Since when the contact waits for an answer; null when nobody is waiting.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    public DateTimeOffset LastMessageAt { get; private set; }

    /// <summary>
    /// The place in the list: follows <see cref="LastMessageAt"/>, but not more often than every few seconds. Only this column is indexed,
    /// so most messages change no index of their conversation.
    /// </summary>
    public DateTimeOffset OrderedAt { get; private set; }

    public string? LastMessagePreview { get; private set; }

    public MessageAuthor? LastMessageAuthor { get; private set; }

    public bool IsDemo { get; private init; }

    public void Rename(string? subject, DateTimeOffset now)
    {
        Subject = subject;
        UpdatedAt = now;
    }

    public Message TakeOver(Guid organizationId, Guid? memberId, DateTimeOffset now)
    {
        Owner = ConversationOwner.Human;
        AssignedMemberId = memberId;
        return Append(Message.OfEvent(organizationId, this, "taken_over", text: null, memberId, now));
    }

    public Message HandBack(Guid organizationId, Guid? memberId, string? note, DateTimeOffset now)
    {
        Owner = ConversationOwner.Bot;
        AssignedMemberId = null;
        return Append(Message.OfEvent(organizationId, this, "handed_back", note, memberId, now));
    }

    public Message Close(Guid organizationId, Guid? memberId, DateTimeOffset now)
    {
        Status = ConversationStatus.Closed;
        WaitingSince = null;
        return Append(Message.OfEvent(organizationId, this, "closed", text: null, memberId, now));
    }

    public Message Reopen(Guid organizationId, Guid? memberId, DateTimeOffset now)
    {
        Status = ConversationStatus.Open;
        return Append(Message.OfEvent(organizationId, this, "reopened", text: null, memberId, now));
    }

    /// <summary>A person answers.</summary>
    public Message Reply(Guid organizationId, Guid? memberId, string text, Guid? clientMessageId, DateTimeOffset now)
    {
        WaitingSince = null;
        return Say(Message.OfMember(organizationId, this, memberId, text, clientMessageId, now));
    }

    /// <summary>The agent speaks first.</summary>
    public Message Greet(Guid organizationId, string greeting, DateTimeOffset now) =>
        Say(Message.OfGreeting(organizationId, this, greeting, now));

    /// <summary>How a text begins. It never ends within an emoji: the database would refuse the half of it.</summary>
    internal static string Preview(string text) =>
        text.Length <= PreviewLength ? text : text[..(char.IsHighSurrogate(text[PreviewLength - 1]) ? PreviewLength - 1 : PreviewLength)];

    private Message Say(Message message)
    {
        LastMessageAt = OrderedAt = message.CreatedAt;
        LastMessageAuthor = message.Author;
        LastMessagePreview = Preview(message.Text);
        return Append(message);
    }

    private Message Append(Message message)
    {
        LastSequence = message.Sequence;
        UpdatedAt = message.CreatedAt;
        return message;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Conversation>
    {
        public void Configure(EntityTypeBuilder<Conversation> builder)
        {
            builder.ToTable("conversations");
            builder.Property(c => c.Subject).HasMaxLength(200);
            builder.Property(c => c.LastMessagePreview).HasMaxLength(200);
            builder.HasAlternateKey(c => new { c.Id, c.OrganizationId });
            builder.HasIndex(c => new { c.OrganizationId, c.OrderedAt, c.Id });
            builder.HasIndex(c => new { c.AgentId, c.OrganizationId });
            builder.HasIndex(c => new { c.ContactId, c.OrganizationId });

            // Room on the page for the next version of a row: an update that changes no index then stays beside it.
            builder.HasStorageParameter("fillfactor", 70);
            builder.HasOne<Agent>().WithMany()
                .HasForeignKey(c => new { c.AgentId, c.OrganizationId })
                .HasPrincipalKey(a => new { a.Id, a.OrganizationId })
                .OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Contact>().WithMany()
                .HasForeignKey(c => new { c.ContactId, c.OrganizationId })
                .HasPrincipalKey(c => new { c.Id, c.OrganizationId })
                .OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>Whether a conversation takes messages.</summary>
public enum ConversationStatus
{
    Open,
    Closed,
}

/// <summary>Who answers: the agent, or a person of the organization.</summary>
public enum ConversationOwner
{
    Bot,
    Human,
}

/// <summary>Where the contact writes.</summary>
public enum ConversationChannel
{
    Api,
    Web,
}
