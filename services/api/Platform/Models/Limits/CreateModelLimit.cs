using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Models.Limits;

internal static class CreateModelLimit
{
    /// <summary>All of them are looked at for each call.</summary>
    private const int MostPerOrganization = 500;

    public static async Task<Results<Created<ModelLimitResponse>, ProblemHttpResult>> Handle(
        ModelLimitFields request,
        HttpContext http,
        PlatformDb db,
        CurrentOrganization organization,
        IdentityChanges changes,
        TimeProvider clock,
        CancellationToken ct)
    {
        if (await db.ModelLimits.CountAsync(ct) >= MostPerOrganization)
        {
            return Problem.Conflict("too_many_model_limits", $"An organization can have {MostPerOrganization} limits; delete those that nobody needs.");
        }

        var limit = new ModelLimit(request, clock.GetUtcNow());
        db.ModelLimits.Add(limit);
        await db.SaveChangesAsync(ct);
        changes.Announce(organization.Id);
        ETags.Send(http, limit);
        return TypedResults.Created($"/api/v1/model-limits/{limit.Id}", ModelLimitResponse.From(limit));
    }
}
