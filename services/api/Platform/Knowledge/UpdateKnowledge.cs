using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Knowledge;

internal static class UpdateKnowledge
{
    public static async Task<Results<Ok<KnowledgeResponse>, ProblemHttpResult>> Handle(
        Guid id, MergePatch<KnowledgeFields> request, HttpContext http, PlatformDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Knowledge.FirstOrDefaultAsync(e => e.Id == id, ct) is not { } entry)
        {
            return Problem.NotFound("knowledge entry");
        }

        if (ETags.Check(http, entry) is { } conflict)
        {
            return conflict;
        }

        if (!request.TryApply(KnowledgeFields.Of(entry), out var fields, out var problem))
        {
            return problem;
        }

        entry.Apply(fields, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        ETags.Send(http, entry);
        return TypedResults.Ok(KnowledgeResponse.From(entry));
    }
}
