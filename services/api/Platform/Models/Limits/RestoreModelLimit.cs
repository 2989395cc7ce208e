using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Models.Limits;

internal static class RestoreModelLimit
{
    public static async Task<Results<Ok<ModelLimitResponse>, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, PlatformDb db, CurrentOrganization organization, IdentityChanges changes, CancellationToken ct)
    {
        if (await SoftDelete.RestoreAsync(db.ModelLimits, db, id, ct) is not { } limit)
        {
            return Problem.NotFound("model limit");
        }

        changes.Announce(organization.Id);
        ETags.Send(http, limit);
        return TypedResults.Ok(ModelLimitResponse.From(limit));
    }
}
