using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Knowledge;

internal static class RestoreKnowledge
{
    public static async Task<Results<Ok<KnowledgeResponse>, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, PlatformDb db, CancellationToken ct)
    {
        if (await SoftDelete.RestoreAsync(db.Knowledge, db, id, ct) is not { } entry)
        {
            return Problem.NotFound("knowledge entry");
        }

        ETags.Send(http, entry);
        return TypedResults.Ok(KnowledgeResponse.From(entry));
    }
}
