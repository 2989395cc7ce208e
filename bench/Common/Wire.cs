using System.Text.Json;

namespace Agentes.Bench.Common;

/// <summary>The parts of the platform's JSON that the programs read; members that they do not need are left out.</summary>
public static class Wire
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public sealed record Config(string AuthUrl, string AnonKey, DemoLogin? Demo);

    public sealed record DemoLogin(string Email, string Password);

    public sealed record Session(string AccessToken);

    public sealed record Created(Guid Id);

    public sealed record CreatedKey(Guid Id, string Key);

    public sealed record Agent(Guid Id, string Name, int? PublishedVersion);

    public sealed record Accepted(Guid Id, Guid ConversationId, long Sequence);

    public sealed record Conversation(Guid Id, string Owner);

    public sealed record Message(
        Guid Id,
        long Sequence,
        string Direction,
        string Author,
        string Kind,
        string Status,
        Guid? ClientMessageId,
        Guid? InReplyTo,
        Guid? ReplyId);

    /// <summary>The data of <c>reply.completed</c>: the reply and the inbound messages that it answers.</summary>
    public sealed record ReplyCompleted(Message Message, IReadOnlyList<Guid> Answers);

    public sealed record ConversationUpdated(Conversation Conversation);

    public sealed record PageOf<T>(IReadOnlyList<T> Data, PageInfo Page);

    public sealed record PageInfo(string? NextCursor, bool HasMore);
}
