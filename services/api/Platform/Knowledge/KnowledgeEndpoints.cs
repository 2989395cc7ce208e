using Agentes.Platform.Caching;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Imports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Knowledge;

internal static class KnowledgeEndpoints
{
    public static void MapKnowledge(this RouteGroupBuilder v1)
    {
        var knowledge = v1.MapGroup("/knowledge").WithTags("Knowledge");
        knowledge.MapGet("/", ListKnowledge.Handle).WithName("ListKnowledge").RequireScope(Scopes.KnowledgeRead)
            .Cached(CacheArea.Knowledge);
        knowledge.MapPost("/", CreateKnowledge.Handle).WithName("CreateKnowledge").RequireScope(Scopes.KnowledgeWrite);
        knowledge.MapPost("/import", ImportKnowledge.Handle).WithName("ImportKnowledge").RequireScope(Scopes.KnowledgeWrite)
            .TakesImport<KnowledgeFields>();
        knowledge.MapGet("/search", SearchKnowledge.Handle).WithName("SearchKnowledge").RequireScope(Scopes.KnowledgeRead);
        knowledge.MapGet("/{id:guid}", GetKnowledge.Handle).WithName("GetKnowledge").RequireScope(Scopes.KnowledgeRead)
            .Cached(CacheArea.Knowledge);
        knowledge.MapPatch("/{id:guid}", UpdateKnowledge.Handle).WithName("UpdateKnowledge").RequireScope(Scopes.KnowledgeWrite);
        knowledge.MapDelete("/{id:guid}", SoftDelete.Delete<KnowledgeEntry>).WithName("DeleteKnowledge")
            .RequireScope(Scopes.KnowledgeWrite);
        knowledge.MapPost("/{id:guid}/restore", RestoreKnowledge.Handle).WithName("RestoreKnowledge").RequireScope(Scopes.KnowledgeWrite);
    }
}
