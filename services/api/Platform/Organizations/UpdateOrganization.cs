using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

internal static class UpdateOrganization
{
    public static async Task<Results<Ok<OrganizationResponse>, ProblemHttpResult>> Handle(
        MergePatch<OrganizationFields> request, HttpContext http, PlatformDb db, TimeProvider clock, CancellationToken ct)
    {
        var organization = await db.Organizations.FirstAsync(ct);
        if (ETags.Check(http, organization.Version) is { } conflict)
        {
            return conflict;
        }

        var current = new OrganizationFields { Name = organization.Name, Locale = organization.Locale, Currency = organization.Currency };
        if (!request.TryApply(current, out var fields, out var problem))
        {
            return problem;
        }

        organization.Change(fields.Name.Trim(), fields.Locale, fields.Currency, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        ETags.Send(http, organization.Version);
        return TypedResults.Ok(OrganizationResponse.From(organization));
    }
}
