using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Whoever founds an organization owns it.</summary>
internal static class CreateOrganization
{
    /// <summary>More would be a program that went wrong, or somebody who fills our tables.</summary>
    private const int MostPerPerson = 50;

    public static async Task<Results<Created<OrganizationResponse>, ProblemHttpResult>> Handle(
        OrganizationFields request, Caller caller, OrganizationProvisioning provisioning, AcrossOrganizations across, CancellationToken ct)
    {
        var userId = caller.UserId!.Value;
        await using var db = across.CreateDb();
        var owned = await db.Members.IgnoreQueryFilters([PlatformDb.OrganizationFilter])
            .CountAsync(m => m.UserId == userId && m.Role == Role.Owner, ct);
        if (owned >= MostPerPerson)
        {
            return Problem.Conflict("too_many_organizations", $"One person can own {MostPerPerson} organizations.");
        }

        var created = await provisioning.CreateAsync(
            new NewOrganization(request.Name.Trim(), userId, caller.Email ?? "", DisplayName.Or(caller.Name, caller.Email))
            {
                Locale = request.Locale,
                Currency = request.Currency,
            },
            ct);
        return TypedResults.Created("/api/v1/organizations/current", OrganizationResponse.From(created.Organization));
    }
}
