using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>grant_type=pkce: the code from a link, together with the verifier that only the browser holds which asked for it.</summary>
internal sealed class ExchangeCode(PlatformOptions options, IdentityDb db, CredentialHash hash, SignIns signIns, TimeProvider clock)
{
    public async Task<IResult> HandleAsync(IssueToken.Request request, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(request.AuthCode) || string.IsNullOrEmpty(request.CodeVerifier))
        {
            return AuthError.Invalid("invalid request: both auth code and code verifier should be non-empty");
        }

        var codeHash = hash.Of(request.AuthCode);
        var now = clock.GetUtcNow();
        if (await db.FlowStates.AsNoTracking().FirstOrDefaultAsync(f => f.AuthCodeHash == codeHash, ct) is not { } flow)
        {
            return AuthErrors.FlowNotFound;
        }

        if (flow.CreatedAt + options.Auth.CodeLifetime < now)
        {
            return AuthErrors.FlowExpired;
        }

        if (!CodeChallenge.Matches(flow, request.CodeVerifier))
        {
            return AuthErrors.BadVerifier;
        }

        if (await db.FlowStates.Where(f => f.Id == flow.Id).ExecuteDeleteAsync(ct) == 0)
        {
            return AuthErrors.FlowNotFound;
        }

        var user = await db.Users.FirstAsync(u => u.Id == flow.UserId, ct);
        return user.BannedUntil > now ? AuthErrors.BannedAtSignIn : AuthJson.Ok(await signIns.OpenAsync(db, user, flow.Method, ct));
    }
}
