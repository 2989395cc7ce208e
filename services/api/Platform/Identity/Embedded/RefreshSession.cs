using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>
/// grant_type=refresh_token: each token is exchanged for the next one, and an old one that turns up again ends the session.
/// </summary>
/// <remarks>
/// Only hashes are stored, yet a lost reply can be repeated: the next token is computed from the one before and the pepper.
/// </remarks>
internal sealed class RefreshSession(
    PlatformOptions options, IdentityDb db, CredentialHash hash, TokenIssuer issuer, IdentityChanges changes, TimeProvider clock)
{
    /// <summary>How many exchanges can lie within the reuse interval; more is not a client that lost a reply.</summary>
    private const int LongestCatchUp = 50;

    public async Task<IResult> HandleAsync(IssueToken.Request request, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(request.RefreshToken))
        {
            return AuthError.Invalid("refresh_token required");
        }

        var tokenHash = hash.Of(request.RefreshToken);
        await using var transaction = await db.BeginAsync(ct);
        var sessionId = await db.RefreshTokens.Where(t => t.TokenHash == tokenHash).Select(t => (Guid?)t.SessionId).FirstOrDefaultAsync(ct);
        if (sessionId is null || await db.LockSessionAsync(sessionId.Value, ct) is not { } session)
        {
            return AuthErrors.RefreshTokenNotFound;
        }

        var now = clock.GetUtcNow();
        var user = await db.Users.FirstAsync(u => u.Id == session.UserId, ct);
        if (user.BannedUntil > now)
        {
            return AuthErrors.BannedAtSignIn;
        }

        var error = session.RefreshedAt + options.Auth.SessionLifetime < now ? AuthErrors.SessionExpired : null;
        var active = error is null ? await NextAsync(session, request.RefreshToken, tokenHash, now, ct) : null;
        if (active is null)
        {
            db.Sessions.Remove(session);
            await db.SaveAsync(ct);
            await transaction.CommitAsync(ct);
            changes.Announce(session.Id);
            return error ?? AuthErrors.RefreshTokenUsed;
        }

        session.RefreshedAt = now;
        await db.SaveAsync(ct);
        await transaction.CommitAsync(ct);
        return AuthJson.Ok(issuer.Issue(user, session, active));
    }

    /// <summary>The token to hand out; null when the presented one was used up too long ago, so that somebody else may hold it.</summary>
    private async Task<string?> NextAsync(
        AuthSession session, string presentedText, byte[] presentedHash, DateTimeOffset now, CancellationToken ct)
    {
        var presented = await db.RefreshTokens.FirstAsync(t => t.TokenHash == presentedHash, ct);
        if (presented.RevokedAt is null)
        {
            var forgotten = now - options.Auth.SessionLifetime;
            await db.RefreshTokens.Where(t => t.SessionId == session.Id && t.RevokedAt < forgotten).ExecuteDeleteAsync(ct);
            var next = hash.Successor(presentedText);
            presented.RevokedAt = now;
            db.RefreshTokens.Add(new RefreshToken
            {
                SessionId = session.Id,
                ParentId = presented.Id,
                TokenHash = hash.Of(next),
                CreatedAt = now,
            });
            return next;
        }

        var active = await db.RefreshTokens.AsNoTracking().FirstOrDefaultAsync(t => t.SessionId == session.Id && t.RevokedAt == null, ct);
        if (active is null)
        {
            return null;
        }

        // The parent of the active token may always come again: its owner never got the answer.
        return active.ParentId == presented.Id || presented.RevokedAt + options.Auth.ReuseInterval >= now
            ? CatchUp(presentedText, active.TokenHash)
            : null;
    }

    private string? CatchUp(string text, byte[] activeHash)
    {
        for (var step = 0; step < LongestCatchUp; step++)
        {
            text = hash.Successor(text);
            if (CryptographicOperations.FixedTimeEquals(hash.Of(text), activeHash))
            {
                return text;
            }
        }

        return null;
    }
}
