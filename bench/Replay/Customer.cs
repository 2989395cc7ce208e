using Agentes.Bench.Common;

namespace Agentes.Bench.Replay;

/// <summary>One customer: says each turn of a dialogue and waits for its reply before the next.</summary>
internal sealed class Customer(PlatformApi api, Guid agentId, string run, TimeSpan replyTimeout, Manifest manifest, ReplayFigures figures)
{
    // The stream brings a reply at once; the listing is for events that died with a killed process.
    private static readonly TimeSpan ListingEvery = TimeSpan.FromSeconds(5);

    public async Task TalkAsync(Dialogue dialogue, int number, CancellationToken ct)
    {
        try
        {
            var conversation = await api.CreateConversationAsync(agentId, $"replay-{run}-{number}", ct);
            var transcript = new Transcript(dialogue.Id, conversation.Id, []);
            figures.Transcripts.Add(transcript);
            await SayAllAsync(dialogue, transcript, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            figures.BrokenOff.Add($"{dialogue.Id}: {failure.Message}");
        }

        figures.DialogueDone();
    }

    private async Task SayAllAsync(Dialogue dialogue, Transcript transcript, CancellationToken ct)
    {
        var answers = new AnswerBook();
        await using var stream = new ConversationStream(api, transcript.ConversationId, answers);
        try
        {
            await stream.StartAsync(ct);
            foreach (var turn in dialogue.Turns)
            {
                var started = api.Clock.GetTimestamp();
                var sent = await SayAsync(turn, transcript, ct);
                if (await WhyUnansweredAsync(sent, transcript.ConversationId, answers, stream, ct) is { } reason)
                {
                    figures.BrokenOff.Add($"{dialogue.Id}: {reason}");
                    return;
                }

                figures.TurnAnswered(api.Clock.GetElapsedTime(started));
            }
        }
        finally
        {
            figures.DialogueEnded(answers, stream);
        }
    }

    private async Task<List<Guid>> SayAsync(IReadOnlyList<string> turn, Transcript transcript, CancellationToken ct)
    {
        List<Guid> sent = [];
        foreach (var text in turn)
        {
            var started = api.Clock.GetTimestamp();
            var clientMessageId = Guid.CreateVersion7();
            var accepted = await api.SendMessageAsync(transcript.ConversationId, text, clientMessageId, ct);
            manifest.Write(transcript.DialogueId, accepted, clientMessageId);
            figures.MessageAccepted(api.Clock.GetElapsedTime(started));
            transcript.Accepted.Add(new AcceptedMessage(accepted.Id, clientMessageId));
            sent.Add(accepted.Id);
        }

        return sent;
    }

    /// <summary>Waits for the replies; null when they came, else why the dialogue cannot go on.</summary>
    private async Task<string?> WhyUnansweredAsync(
        List<Guid> sent, Guid conversationId, AnswerBook answers, ConversationStream stream, CancellationToken ct)
    {
        var asked = api.Clock.GetTimestamp();
        while (true)
        {
            var changed = answers.Changed;
            if (answers.AllAnswered(sent))
            {
                return null;
            }

            if (answers.AnyDead(sent) || answers.WithHuman)
            {
                return answers.WithHuman ? "the conversation went to a human" : "the message became a dead letter";
            }

            if (api.Clock.GetElapsedTime(Math.Max(asked, stream.ConnectedAt)) > replyTimeout)
            {
                return $"no reply within {replyTimeout.TotalSeconds:F0} s";
            }

            var woken = await Task.WhenAny(changed, stream.Following, Task.Delay(ListingEvery, api.Clock, ct));
            ct.ThrowIfCancellationRequested();
            if (woken != changed)
            {
                // A stream that gave up ends the dialogue here, with its reason.
                await (stream.Following.IsCompleted ? stream.Following : Task.CompletedTask);
                answers.Fold((await api.NewestMessagesAsync(conversationId, ct)).Data);
            }
        }
    }
}
