using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

internal static class GetOrganization
{
    public static async Task<Ok<OrganizationResponse>> Handle(HttpContext http, PlatformDb db, CancellationToken ct)
    {
        var organization = await db.Organizations.AsNoTracking().FirstAsync(ct);
        ETags.Send(http, organization.Version);
        return TypedResults.Ok(OrganizationResponse.From(organization));
    }
}
