using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Models.Limits;

internal static class DeleteModelLimit
{
    public static async Task<Results<Ok<Deleted>, ProblemHttpResult>> Handle(
        Guid id,
        HttpContext http,
        PlatformDb db,
        PlatformOptions options,
        CurrentOrganization organization,
        IdentityChanges changes,
        TimeProvider clock,
        CancellationToken ct)
    {
        var deleted = await SoftDelete.Delete<ModelLimit>(id, http, db, options, clock, ct);
        changes.Announce(organization.Id);
        return deleted;
    }
}
