using System.ComponentModel.DataAnnotations;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Changes what a key may do with models, from the next call on. Its scopes are for good: a key that needs others is another key.</summary>
public static class UpdateApiKey
{
    public sealed record Fields
    {
        /// <summary>Models or groups that it may use; a * stands for any text. All when empty.</summary>
        [WordList(100, 200)]
        public string[]? Models { get; init; }

        /// <summary>Keys of one team share their limits on models.</summary>
        [StringLength(100, MinimumLength = 1)]
        public string? Team { get; init; }
    }

    internal static async Task<Results<Ok<ApiKeyResponse>, ProblemHttpResult>> Handle(
        Guid id, MergePatch<Fields> request, PlatformDb db, IdentityChanges changes, TimeProvider clock, CancellationToken ct)
    {
        if (await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Id == id, ct) is not { } key)
        {
            return Problem.NotFound("API key");
        }

        if (!request.TryApply(new Fields { Models = key.Models, Team = key.Team }, out var fields, out var problem))
        {
            return problem;
        }

        // Not by saving the row that was read: its last use is being written at the same time, which is no conflict.
        var now = clock.GetUtcNow();
        key.Allow(fields.Models ?? [], fields.Team, now);
        await db.ApiKeys.Where(k => k.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(k => k.Models, key.Models).SetProperty(k => k.Team, key.Team).SetProperty(k => k.UpdatedAt, now), ct);
        changes.Announce(id);
        return TypedResults.Ok(ApiKeyResponse.From(key));
    }
}
