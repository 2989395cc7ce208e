using Agentes.Platform.Data;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded.Admin;

/// <summary>
/// DELETE /admin/users/{id}: the login goes, with its sessions and memberships. Softly, a row without a name stays in its place. It
/// works across organizations because a person can belong to several.
/// </summary>
internal sealed class DeleteUser(AcrossOrganizations across, IdentityChanges changes, TimeProvider clock)
{
    internal sealed record Request
    {
        public bool? ShouldSoftDelete { get; init; }
    }

    public static async Task<IResult> Handle(string id, DeleteUser delete, HttpContext http, CancellationToken ct)
    {
        if (!Guid.TryParseExact(id, "D", out var userId))
        {
            return FindUser.BadId;
        }

        var hasBody = http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
        var request = hasBody ? (await AuthBody<Request>.BindAsync(http)).Value : new Request();
        return await delete.HandleAsync(userId, request.ShouldSoftDelete == true, ct);
    }

    private async Task<IResult> HandleAsync(Guid id, bool softly, CancellationToken ct)
    {
        await using var db = across.CreateDb();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.AuthUsers.FirstOrDefaultAsync(u => u.Id == id, ct) is not { } user)
        {
            return AuthErrors.NoSuchUser;
        }

        if (await OrphansAnOrganizationAsync(db, id, ct))
        {
            return AuthErrors.LastOwner;
        }

        await db.Members.IgnoreQueryFilters().Where(m => m.UserId == id).ExecuteDeleteAsync(ct);
        if (!softly)
        {
            await db.AuthUsers.Where(u => u.Id == id).ExecuteDeleteAsync(ct);
        }
        else if (!user.IsErased)
        {
            await db.AuthSessions.Where(s => s.UserId == id).ExecuteDeleteAsync(ct);
            await db.OneTimeTokens.Where(t => t.UserId == id).ExecuteDeleteAsync(ct);
            await db.FlowStates.Where(f => f.UserId == id).ExecuteDeleteAsync(ct);
            user.Erase(clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        changes.Announce(id);
        return AuthJson.Ok();
    }

    /// <summary>
    /// Whether an organization would have no owner left. The owners are held until the transaction ends: two of them who are deleted
    /// at once take turns. A deleted organization needs none.
    /// </summary>
    private static async Task<bool> OrphansAnOrganizationAsync(PlatformDb db, Guid userId, CancellationToken ct)
    {
        var owners = await db.Members
            .FromSql(
                $"""
                SELECT *, xmin FROM members WHERE role = 'owner' AND organization_id IN (
                    SELECT m.organization_id FROM members m JOIN organizations o ON o.id = m.organization_id
                    WHERE m.user_id = {userId} AND m.role = 'owner' AND m.deleted_at IS NULL AND o.deleted_at IS NULL)
                ORDER BY id FOR UPDATE
                """)
            .IgnoreQueryFilters([PlatformDb.OrganizationFilter])
            .AsNoTracking()
            .ToListAsync(ct);
        return owners.GroupBy(owner => owner.OrganizationId).Any(organization => organization.All(owner => owner.UserId == userId));
    }
}
