using System.Text.Json;
using Agentes.Platform.Http;
using Orleans.Concurrency;

namespace Agentes.Platform.Conversations.Live;

/// <summary>Something that listeners of a conversation are told: serialized once, however many listen.</summary>
/// <param name="Type">The event's name on the wire, such as reply.delta.</param>
/// <param name="Id">Where a listener that reconnects goes on: the sequence of the newest row it has seen.</param>
[GenerateSerializer]
[Immutable]
[Alias("conversation-event")]
public sealed record ConversationEvent(
    [property: Id(0)] string Type,
    [property: Id(1)] int Id,
    [property: Id(2)] byte[] Json)
{
    public const string MessageCreated = "message.created";
    public const string ReplyStarted = "reply.started";
    public const string ReplyDelta = "reply.delta";
    public const string ReplyCompleted = "reply.completed";
    public const string ReplyDiscarded = "reply.discarded";
    public const string ConversationUpdated = "conversation.updated";
    public const string Ping = "ping";

    public static ConversationEvent Of<T>(string type, int id, T data) =>
        new(type, id, JsonSerializer.SerializeToUtf8Bytes(data, StrictJson.Options));
}

/// <summary>Whoever listens to a conversation: an open event stream on any node.</summary>
[Alias("conversation-observer")]
public interface IConversationObserver : IGrainObserver
{
    [OneWay]
    [Alias("tell")]
    Task TellAsync(ConversationEvent happened);
}
