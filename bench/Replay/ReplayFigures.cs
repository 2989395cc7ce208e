using System.Collections.Concurrent;
using Agentes.Bench.Common;

namespace Agentes.Bench.Replay;

/// <summary>What the customers counted while they talked; the verification afterwards is the judge.</summary>
internal sealed class ReplayFigures
{
    private int _dialoguesDone;
    private int _messages;
    private int _turns;
    private int _reconnects;
    private int _foundByListing;
    private int _duplicatesSeen;

    public LatencyHistogram Replies { get; } = new();

    public LatencyHistogram Accepts { get; } = new();

    /// <summary>Conversations with what was accepted in them, in the order in which it was sent.</summary>
    public ConcurrentBag<Transcript> Transcripts { get; } = [];

    /// <summary>Dialogues that were broken off, with the reason.</summary>
    public ConcurrentBag<string> BrokenOff { get; } = [];

    public int DialoguesDone => _dialoguesDone;

    public int Messages => _messages;

    public int Turns => _turns;

    public int Reconnects => _reconnects;

    public int FoundByListing => _foundByListing;

    public int DuplicatesSeen => _duplicatesSeen;

    public void MessageAccepted(TimeSpan took)
    {
        Interlocked.Increment(ref _messages);
        Accepts.Record(took);
    }

    public void TurnAnswered(TimeSpan took)
    {
        Interlocked.Increment(ref _turns);
        Replies.Record(took);
    }

    public void DialogueEnded(AnswerBook answers, ConversationStream stream)
    {
        Interlocked.Add(ref _reconnects, stream.Reconnects);
        Interlocked.Add(ref _foundByListing, answers.FoundByListing);
        Interlocked.Add(ref _duplicatesSeen, answers.DuplicatesSeen());
    }

    public void DialogueDone() => Interlocked.Increment(ref _dialoguesDone);
}

/// <summary>One accepted message: its id and the id that the customer gave it.</summary>
internal sealed record AcceptedMessage(Guid Id, Guid ClientMessageId);

/// <summary>What the platform accepted in one conversation, in the order in which the customer sent it.</summary>
internal sealed record Transcript(string DialogueId, Guid ConversationId, List<AcceptedMessage> Accepted);
