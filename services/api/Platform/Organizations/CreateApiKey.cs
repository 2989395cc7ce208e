using System.ComponentModel.DataAnnotations;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Makes a key that can do no more than whoever makes it.</summary>
public static class CreateApiKey
{
    private const int MostPerOrganization = 100;

    public sealed record Request
    {
        [StringLength(120, MinimumLength = 1)]
        public required string Name { get; init; }

        [MinLength(1)]
        [MaxLength(50)]
        public required IReadOnlyList<string> Scopes { get; init; }

        /// <summary>Models or groups that it may use; a * stands for any text. All when absent.</summary>
        [WordList(100, 200)]
        public string[]? Models { get; init; }

        /// <summary>Keys of one team share their limits on models.</summary>
        [StringLength(100, MinimumLength = 1)]
        public string? Team { get; init; }

        /// <summary>A key without one lives until it is revoked.</summary>
        public DateTimeOffset? ExpiresAt { get; init; }
    }

    internal static async Task<Results<Created<ApiKeyResponse>, ProblemHttpResult>> Handle(
        Request request, Caller caller, PlatformDb db, CredentialHash hash, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        for (var i = 0; i < request.Scopes.Count; i++)
        {
            if (!Scopes.All.Contains(request.Scopes[i]))
            {
                return Problem.Invalid($"/scopes/{i}", "unknown", "There is no such scope.");
            }

            if (!caller.Has(request.Scopes[i]))
            {
                return Problem.Of(
                    StatusCodes.Status403Forbidden,
                    "scope_missing",
                    $"You do not have the scope {request.Scopes[i]} and cannot give it to a key.");
            }
        }

        if (request.ExpiresAt <= now)
        {
            return Problem.Invalid("/expires_at", "past", "A key cannot expire in the past.");
        }

        if (await db.ApiKeys.CountAsync(k => k.RevokedAt == null, ct) >= MostPerOrganization)
        {
            return Problem.Conflict(
                "too_many_api_keys", $"An organization can have {MostPerOrganization} keys; revoke those that nobody uses.");
        }

        var created = ApiKeys.Create(hash, request.Name, request.Scopes, request.ExpiresAt?.ToUniversalTime(), now);
        created.Row.Allow(request.Models ?? [], request.Team, now);
        db.ApiKeys.Add(created.Row);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, ApiKeyResponse.From(created.Row) with { Key = created.Secret });
    }
}
