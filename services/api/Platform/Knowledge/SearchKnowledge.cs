using System.ComponentModel.DataAnnotations;
using Agentes.Platform.Data;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Knowledge;

/// <summary>Finds knowledge as an agent does: by the words of a question, forgiving typos and accents.</summary>
public static class SearchKnowledge
{
    /// <param name="Score">0 to 1: how much of the question the entry covers.</param>
    public sealed record Hit(double Score, KnowledgeResponse Entry);

    public sealed record Response(IReadOnlyList<Hit> Data);

    internal static async Task<Ok<Response>> Handle(
        [Required, StringLength(500, MinimumLength = 1)] string q,
        Retrieval retrieval,
        PlatformDb db,
        CurrentOrganization organization,
        CancellationToken ct,
        [Range(1, 100)] int limit = 25)
    {
        var query = new PassageQuery(q, Language: null, Tags: [], Knowledge: true, Products: false, limit);
        var found = await retrieval.FindAsync(organization.Id, query, ct);
        var ids = found.Select(passage => passage.Id).ToArray();
        var entries = await db.Knowledge.AsNoTracking().Where(k => ids.Contains(k.Id)).ToDictionaryAsync(k => k.Id, ct);
        return TypedResults.Ok(new Response(
        [
            .. found.Where(passage => entries.ContainsKey(passage.Id))
                .Select(passage => new Hit(passage.Score, KnowledgeResponse.From(entries[passage.Id]))),
        ]));
    }
}
