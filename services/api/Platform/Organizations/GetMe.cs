using Agentes.Platform.Data;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Who is signed in, and where he may work. The one question that is asked before an organization is chosen.</summary>
public static class GetMe
{
    public sealed record Response(User User, IReadOnlyList<Place> Organizations);

    public sealed record User(Guid Id, string? Email, string Name);

    public sealed record Place(Guid Id, string Name, Role Role, bool IsDemo, string Locale, string Currency);

    internal static async Task<Ok<Response>> Handle(Caller caller, AcrossOrganizations across, CancellationToken ct)
    {
        var userId = caller.UserId!.Value;
        await using var db = across.CreateDb();
        var places = await db.Members.IgnoreQueryFilters([PlatformDb.OrganizationFilter])
            .Where(m => m.UserId == userId)
            .Join(
                db.Organizations,
                member => member.OrganizationId,
                organization => organization.Id,
                (member, organization) => new { member, organization })
            .OrderBy(found => found.member.Id)
            .Select(found => new Place(
                found.organization.Id,
                found.organization.Name,
                found.member.Role,
                found.organization.IsDemo,
                found.organization.Locale,
                found.organization.Currency))
            .ToListAsync(ct);
        return TypedResults.Ok(new Response(new User(userId, caller.Email, DisplayName.Or(caller.Name, caller.Email)), places));
    }
}
