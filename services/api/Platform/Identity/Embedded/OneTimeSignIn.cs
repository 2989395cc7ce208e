using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>What following a mail does, whether by its link or by typing its token: it proves the address.</summary>
internal sealed class OneTimeSignIn(IdentityDb db, OneTimeTokens tokens, TimeProvider clock)
{
    /// <summary>The user whose token this was, changed as the token allows and not yet saved; null when it is of no use any more.</summary>
    public async Task<(AuthUser User, OneTimeToken Token)?> TakeAsync(string? text, OneTimeTokenKind kind, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (string.IsNullOrEmpty(text) || await tokens.TakeAsync(db, text, kind, ct) is not { } token)
        {
            return null;
        }

        var user = await db.Users.FirstAsync(u => u.Id == token.UserId, ct);
        if (user.BannedUntil > now)
        {
            return null;
        }

        user.EmailConfirmedAt ??= now;
        user.UpdatedAt = now;
        if (token is { Kind: OneTimeTokenKind.EmailChange, Email: { } email })
        {
            user.Email = email;
        }

        return (user, token);
    }
}
