using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Undoes a deletion. It comes from outside, because nobody can be inside a deleted organization.</summary>
internal static class RestoreOrganization
{
    public static async Task<Results<Ok<OrganizationResponse>, ProblemHttpResult>> Handle(
        Guid id, Caller caller, AcrossOrganizations across, IdentityChanges changes, CancellationToken ct)
    {
        await using var db = across.CreateDb();
        var owns = await db.Members.IgnoreQueryFilters([PlatformDb.OrganizationFilter])
            .AnyAsync(m => m.OrganizationId == id && m.UserId == caller.UserId && m.Role == Role.Owner, ct);
        var organization = owns
            ? await db.Organizations.IgnoreQueryFilters().FirstOrDefaultAsync(o => o.Id == id, ct)
            : null;
        if (organization is null)
        {
            return Problem.Of(StatusCodes.Status404NotFound, "not_found", "You own no organization with this id.");
        }

        organization.Restore();
        await db.SaveChangesAsync(ct);

        // None of their memories holds this organization, so they are named one by one.
        var members = await db.Members.IgnoreQueryFilters([PlatformDb.OrganizationFilter])
            .Where(m => m.OrganizationId == id)
            .Select(m => m.UserId)
            .ToListAsync(ct);
        members.ForEach(changes.Announce);
        return TypedResults.Ok(OrganizationResponse.From(organization));
    }
}
