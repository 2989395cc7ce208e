using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>The user and session behind an access token, as they are now in the database.</summary>
internal sealed record BearerLogin(AuthUser User, Guid SessionId, DateTimeOffset SignedInAt);

/// <summary>Finds out who calls an auth endpoint that needs a signed-in user.</summary>
internal sealed class BearerLogins(PlatformOptions options, AccessTokenReader tokens, TimeProvider clock)
{
    private const string Scheme = "Bearer ";

    /// <summary>What follows "Bearer"; empty when there is nothing.</summary>
    public static string TokenOf(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
    }

    public async Task<(BearerLogin? Login, AuthError? Error)> FindAsync(HttpContext http, IdentityDb db, CancellationToken ct)
    {
        var token = TokenOf(http);

        // Without a session the client sends its public key as the bearer: nobody is signed in.
        if (token.Length == 0 || token == options.SupabaseAnonKey)
        {
            return (null, AuthErrors.NoAuthorization);
        }

        var (bearer, _) = await tokens.ReadAsync(token, ct);
        if (bearer?.SessionId is not { } sessionId)
        {
            return (null, AuthErrors.BadJwt);
        }

        var user = await db.Users.FirstOrDefaultAsync(u => u.Id == bearer.UserId, ct);
        if (user is null || user.BannedUntil > clock.GetUtcNow())
        {
            return (null, user is null ? AuthErrors.UserNotFound : AuthErrors.Banned);
        }

        var session = await db.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == sessionId && s.UserId == user.Id, ct);
        return session is null ? (null, AuthErrors.SessionNotFound) : (new BearerLogin(user, sessionId, session.CreatedAt), null);
    }
}
