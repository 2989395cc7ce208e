using Agentes.Bench.Common;

namespace Agentes.Bench.Replay;

/// <summary>What a listing of a conversation proves, or disproves, about the messages that were accepted in it.</summary>
/// <param name="Answered">Accepted messages whose reply exists.</param>
/// <param name="Unanswered">Accepted messages that are stored but have no reply.</param>
/// <param name="Lost">Accepted messages that the listing does not show.</param>
/// <param name="StoredTwice">Inbound rows beyond the accepted ones: one send became two messages.</param>
/// <param name="Duplicates">Replies beyond the first to the same message, and replies that no message points to.</param>
/// <param name="OutOfOrder">Messages stored in another order than sent, and replies in another order than their messages.</param>
internal sealed record Verdict(int Answered, int Unanswered, int Lost, int StoredTwice, int Duplicates, int OutOfOrder)
{
    public static readonly Verdict None = new(0, 0, 0, 0, 0, 0);

    public static Verdict operator +(Verdict a, Verdict b) => new(
        a.Answered + b.Answered,
        a.Unanswered + b.Unanswered,
        a.Lost + b.Lost,
        a.StoredTwice + b.StoredTwice,
        a.Duplicates + b.Duplicates,
        a.OutOfOrder + b.OutOfOrder);

    public static Verdict On(Transcript transcript, IReadOnlyList<Wire.Message> listing)
    {
        var inbound = listing.Where(m => m.Direction == "inbound").ToLookup(m => m.Id);
        var replies = listing.Where(m => m is { Direction: "outbound", Kind: "text", Author: "agent" }).ToLookup(m => m.Id);
        var stored = transcript.Accepted.SelectMany(a => inbound[a.Id].Take(1)).ToList();
        var answered = stored.Where(m => m.ReplyId is { } reply && replies.Contains(reply)).ToList();
        return new Verdict(
            answered.Count,
            stored.Count - answered.Count,
            transcript.Accepted.Count - stored.Count,
            inbound.Sum(rows => rows.Count()) - stored.Count,
            CountDuplicates(answered, replies),
            CountDescents(stored.Select(m => m.Sequence), strictly: true) + CountReplyDescents(answered, replies));
    }

    /// <summary>
    /// A reply answers a message when the message points to it. One that names a message (in_reply_to) without being pointed to, a row
    /// that is listed twice, and a second reply that names the same message are each an answer too many.
    /// </summary>
    private static int CountDuplicates(List<Wire.Message> answered, ILookup<Guid, Wire.Message> replies)
    {
        var pointedTo = answered.Select(m => m.ReplyId!.Value).ToHashSet();
        var listedTwice = replies.Sum(rows => rows.Count() - 1);
        var claims = replies.Select(rows => rows.First()).Where(reply => reply.InReplyTo is not null).ToList();
        var notPointedTo = claims.Count(reply => !pointedTo.Contains(reply.Id));
        var sameTarget = claims.Where(reply => pointedTo.Contains(reply.Id)).GroupBy(reply => reply.InReplyTo).Sum(g => g.Count() - 1);
        return listedTwice + notPointedTo + sameTarget;
    }

    private static int CountReplyDescents(List<Wire.Message> answered, ILookup<Guid, Wire.Message> replies)
    {
        var pairs = answered.Select(m => (Message: m.Sequence, Reply: replies[m.ReplyId!.Value].First().Sequence)).ToList();
        // Messages of one turn share a reply, so equal is in order.
        return CountDescents(pairs.Select(p => p.Reply), strictly: false) + pairs.Count(p => p.Reply <= p.Message);
    }

    private static int CountDescents(IEnumerable<long> sequences, bool strictly)
    {
        var (descents, previous) = (0, long.MinValue);
        foreach (var sequence in sequences)
        {
            descents += sequence < previous || (strictly && sequence == previous) ? 1 : 0;
            previous = sequence;
        }

        return descents;
    }
}

/// <summary>Lists every conversation through the API and sums up the verdicts.</summary>
internal sealed class Verification(PlatformApi api, TimeSpan settle)
{
    public async Task<Verdict> RunAsync(IEnumerable<Transcript> transcripts, int concurrency, CancellationToken ct)
    {
        var (sum, turn) = (Verdict.None, new Lock());
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = ct };
        await Parallel.ForEachAsync(transcripts, parallel, async (transcript, c) =>
        {
            var verdict = await JudgeAsync(transcript, c);
            lock (turn)
            {
                sum += verdict;
            }
        });
        return sum;
    }

    // A message that was accepted late may still be on its way to its reply.
    private async Task<Verdict> JudgeAsync(Transcript transcript, CancellationToken ct)
    {
        var started = api.Clock.GetTimestamp();
        while (true)
        {
            var verdict = Verdict.On(transcript, await api.AllMessagesAsync(transcript.ConversationId, ct));
            if (verdict.Unanswered == 0 || api.Clock.GetElapsedTime(started) > settle)
            {
                return verdict;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), api.Clock, ct);
        }
    }
}
