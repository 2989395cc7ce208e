using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Closes the organization: its keys and members are turned away from now on. An owner can undo it until it is purged.</summary>
internal static class DeleteOrganization
{
    public static async Task<Results<Ok<Deleted>, ProblemHttpResult>> Handle(
        HttpContext http,
        Caller caller,
        PlatformDb db,
        IdentityChanges changes,
        PlatformOptions options,
        TimeProvider clock,
        CancellationToken ct)
    {
        if (caller.Role != Role.Owner)
        {
            return Owners.Required();
        }

        var organization = await db.Organizations.FirstAsync(ct);
        if (ETags.Check(http, organization.Version) is { } conflict)
        {
            return conflict;
        }

        var now = clock.GetUtcNow();
        organization.Delete(now);
        await db.SaveChangesAsync(ct);
        changes.Announce(organization.Id);
        return TypedResults.Ok(new Deleted(organization.Id, now + options.Conversations.Retention));
    }
}
