using Agentes.Platform.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Http;

/// <summary>Deleting and restoring are the same for every entity: hidden at once, purged after the retention period.</summary>
internal static class SoftDelete
{
    public static async Task<Results<Ok<Deleted>, ProblemHttpResult>> Delete<T>(
        Guid id, HttpContext http, PlatformDb db, PlatformOptions options, TimeProvider clock, CancellationToken ct)
        where T : Entity
    {
        if (await db.Set<T>().FirstOrDefaultAsync(e => e.Id == id, ct) is not { } entity)
        {
            return Problem.NotFound(Words.Of<T>());
        }

        if (ETags.Check(http, entity) is { } conflict)
        {
            return conflict;
        }

        var now = clock.GetUtcNow();
        entity.Delete(now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Deleted(id, now + options.Conversations.Retention));
    }

    /// <summary>The restored row, or the one that was never deleted; null when there is none to restore.</summary>
    public static async Task<T?> RestoreAsync<T>(IQueryable<T> rows, PlatformDb db, Guid id, CancellationToken ct)
        where T : Entity
    {
        var entity = await rows.IgnoreQueryFilters([PlatformDb.NotDeletedFilter]).FirstOrDefaultAsync(e => e.Id == id, ct);
        entity?.Restore();
        await db.SaveChangesAsync(ct);
        return entity;
    }
}
