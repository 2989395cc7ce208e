using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Turns a key away from the next request on. There is no way back: a key that may have leaked must not return.</summary>
internal static class RevokeApiKey
{
    public static async Task<Results<Ok<ApiKeyResponse>, ProblemHttpResult>> Handle(
        Guid id, PlatformDb db, IdentityChanges changes, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();

        // Not by saving the row that was read: its last use is being written at the same time, which is no conflict.
        await db.ApiKeys.Where(k => k.Id == id && k.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.RevokedAt, now).SetProperty(k => k.UpdatedAt, now), ct);
        if (await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Id == id, ct) is not { } key)
        {
            return Problem.NotFound("API key");
        }

        changes.Announce(id);
        return TypedResults.Ok(ApiKeyResponse.From(key));
    }
}
