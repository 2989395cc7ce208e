using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Caching;

/// <summary>A question as it is compared with others.</summary>
/// <param name="Shelf">Everything about the call that must be equal.</param>
/// <param name="Vector">Its text, of length 1.</param>
internal sealed record SemanticQuestion(CacheKey Shelf, float[] Vector);

/// <summary>Finds replies to questions that are alike.</summary>
internal sealed class SemanticCache(KeptReplies kept, TimeProvider time)
{
    private readonly SemanticIndex _index = new(time);

    /// <summary>Null when this call is not to be compared, or its text could not be embedded.</summary>
    public static async ValueTask<SemanticQuestion?> QuestionAsync(CacheVisit visit, OpenCall open, CancellationToken ct)
    {
        if (visit.Options.Semantic is not { } semantic || !(visit.Wish.Semantic || visit.Wish.UseCache)
            || SemanticRules.Read(visit.Call) is not var (text, mustBeEqual)
            || CallFingerprint.OfRest(visit.Scope, visit.Group, visit.Call, mustBeEqual) is not { } shelf)
        {
            return null;
        }

        // On behalf of the same caller, who need not be allowed to use that group himself.
        var call = new ModelCall(semantic.EmbeddingGroup, [new ChatMessage(ChatRole.User, text)], new ChatOptions())
        {
            Embedding = new EmbeddingCall([text], [], Dimensions: null),
            Buffered = true,
            Scope = visit.Call.Scope! with { Models = null },
        };
        try
        {
            await using var reply = await open(call, ct);
            while (await reply.ReadAsync())
            {
                if (reply.Current.Embeddings is [var vector] && SemanticIndex.Normalize(vector.Span) is { } normalized)
                {
                    // Read to the end, so that the call counts as one that ended well.
                    while (await reply.ReadAsync())
                    {
                    }

                    return new SemanticQuestion(shelf, normalized);
                }
            }
        }
        catch (ModelGatewayException)
        {
            // Without a vector the question is asked as any other.
        }

        return null;
    }

    public async ValueTask<ReplayedReply?> FindAsync(CacheVisit visit, SemanticQuestion question, CancellationToken ct) =>
        _index.Find(question.Shelf, question.Vector, visit.Options.Semantic!.Threshold) is var (key, similarity)
        && await kept.FindAsync(visit, key, ct) is { } found
            ? KeptReplies.Replay(found, visit, new CacheUse(key.Hash, similarity))
            : null;

    /// <summary>From now on this reply answers questions that are alike, unless it holds somebody's data or calls a tool.</summary>
    public void Remember(CacheVisit visit, SemanticQuestion question, CacheKey key, KeptReply reply)
    {
        var text = string.Concat(reply.Deltas.Select(delta => delta.Text));
        if (!SemanticRules.HoldsPersonalData(text))
        {
            _index.Add(question.Shelf, question.Vector, key, visit.Lifetime, visit.Options.Semantic!.MostQuestions);
        }
    }
}
