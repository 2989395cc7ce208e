using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Models.Usage;

/// <summary>One call, with how its deployment was chosen.</summary>
internal static class GetModelCall
{
    public static async Task<Results<Ok<ModelCallResponse>, ProblemHttpResult>> Handle(Guid id, PlatformDb db, CancellationToken ct)
    {
        if (await db.ModelCalls.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } call)
        {
            return Problem.NotFound("model call");
        }

        var names = await KeyNames.ReadAsync(db, call.KeyId is { } key ? [key] : [], ct);
        return TypedResults.Ok(ModelCallResponse.From(call, names) with { Decision = ModelDecisionResponse.Read(call.Decision) });
    }
}
