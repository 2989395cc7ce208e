using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Models.Limits;

internal static class UpdateModelLimit
{
    public static async Task<Results<Ok<ModelLimitResponse>, ProblemHttpResult>> Handle(
        Guid id,
        MergePatch<ModelLimitFields> request,
        HttpContext http,
        PlatformDb db,
        CurrentOrganization organization,
        IdentityChanges changes,
        TimeProvider clock,
        CancellationToken ct)
    {
        if (await db.ModelLimits.FirstOrDefaultAsync(l => l.Id == id, ct) is not { } limit)
        {
            return Problem.NotFound("model limit");
        }

        if (ETags.Check(http, limit) is { } conflict)
        {
            return conflict;
        }

        if (!request.TryApply(ModelLimitFields.Of(limit), out var fields, out var problem))
        {
            return problem;
        }

        limit.Apply(fields, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        changes.Announce(organization.Id);
        ETags.Send(http, limit);
        return TypedResults.Ok(ModelLimitResponse.From(limit));
    }
}
