using Agentes.Platform.Caching;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Demo;

/// <summary>Erases everything that is marked as demo in the organization, and the organization itself when it is the demo one.</summary>
public static class RemoveDemoData
{
    public sealed record Response(int RemovedRows, bool OrganizationRemoved);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        CurrentOrganization organization,
        PlatformDb db,
        AcrossOrganizations across,
        OrganizationCache cache,
        IdentityChanges changes,
        PlatformOptions options,
        CancellationToken ct)
    {
        var whole = await db.Organizations.AnyAsync(o => o.IsDemo, ct);
        var removed = await db.Conversations.IgnoreQueryFilters([PlatformDb.NotDeletedFilter]).Where(c => c.IsDemo).ExecuteDeleteAsync(ct);
        removed += await db.Contacts.IgnoreQueryFilters([PlatformDb.NotDeletedFilter]).Where(c => c.IsDemo).ExecuteDeleteAsync(ct);
        removed += await db.Agents.IgnoreQueryFilters([PlatformDb.NotDeletedFilter]).Where(a => a.IsDemo).ExecuteDeleteAsync(ct);
        removed += await db.Products.IgnoreQueryFilters([PlatformDb.NotDeletedFilter]).Where(p => p.IsDemo).ExecuteDeleteAsync(ct);
        removed += await db.Knowledge.IgnoreQueryFilters([PlatformDb.NotDeletedFilter]).Where(k => k.IsDemo).ExecuteDeleteAsync(ct);
        if (whole)
        {
            removed += await RemoveOrganizationAsync(across, organization.Id, changes, options, ct);
        }

        await cache.EvictAllAsync(organization.Id, ct);
        return TypedResults.Ok(new Response(removed, whole));
    }

    /// <summary>The demo login is banned, not erased: its row remembers that the demo was created once.</summary>
    private static async Task<int> RemoveOrganizationAsync(
        AcrossOrganizations across, Guid organizationId, IdentityChanges changes, PlatformOptions options, CancellationToken ct)
    {
        await using var db = across.CreateDb();
        var users = await db.Members.IgnoreQueryFilters().Where(m => m.OrganizationId == organizationId).Select(m => m.UserId).ToListAsync(ct);
        await db.IdempotencyRecords.IgnoreQueryFilters().Where(r => r.OrganizationId == organizationId).ExecuteDeleteAsync(ct);
        var removed = await db.Organizations.IgnoreQueryFilters().Where(o => o.Id == organizationId).ExecuteDeleteAsync(ct);
        if (options.Demo is { } login)
        {
            await db.AuthUsers.Where(u => u.Email == login.Email)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.BannedUntil, DateTimeOffset.MaxValue.AddYears(-1)), ct);
        }

        users.ForEach(user => changes.Announce(user));
        changes.Announce(organizationId);
        return removed;
    }
}
