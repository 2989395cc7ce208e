using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Knowledge;

internal static class CreateKnowledge
{
    public static async Task<Created<KnowledgeResponse>> Handle(
        KnowledgeFields request, HttpContext http, PlatformDb db, TimeProvider clock, CancellationToken ct)
    {
        var entry = new KnowledgeEntry(request, clock.GetUtcNow());
        db.Knowledge.Add(entry);
        await db.SaveChangesAsync(ct);
        ETags.Send(http, entry);
        return TypedResults.Created($"/api/v1/knowledge/{entry.Id}", KnowledgeResponse.From(entry));
    }
}
