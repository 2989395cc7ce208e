using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>Opens sessions for users who have proved who they are.</summary>
internal sealed class SignIns(PlatformOptions options, TokenIssuer issuer, CredentialHash hash, TimeProvider clock)
{
    /// <summary>Devices at a time; the longest unused one is signed out for the next.</summary>
    private const int SessionsPerUser = 100;

    /// <summary>The new session, saved. <paramref name="method"/> says how the user proved himself.</summary>
    public async Task<SessionBody> OpenAsync(IdentityDb db, AuthUser user, string method, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var refreshToken = CredentialHash.NewSecret();
        var session = new AuthSession { UserId = user.Id, Method = method, CreatedAt = now, RefreshedAt = now };
        session.RefreshTokens.Add(new RefreshToken { SessionId = session.Id, TokenHash = hash.Of(refreshToken), CreatedAt = now });
        user.LastSignInAt = now;
        db.Sessions.Add(session);
        await db.SaveAsync(ct);
        await ForgetOldAsync(db, user.Id, now, ct);
        return issuer.Issue(user, session, refreshToken);
    }

    private async Task ForgetOldAsync(IdentityDb db, Guid userId, DateTimeOffset now, CancellationToken ct)
    {
        var expired = now - options.Auth.SessionLifetime;
        await db.Sessions.Where(s => s.UserId == userId && s.RefreshedAt < expired).ExecuteDeleteAsync(ct);
        await db.Sessions.Where(s => s.UserId == userId).OrderByDescending(s => s.RefreshedAt).Skip(SessionsPerUser).ExecuteDeleteAsync(ct);
        await db.FlowStates.Where(f => f.UserId == userId && f.CreatedAt < expired).ExecuteDeleteAsync(ct);
    }
}
