using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>Tokens that travel by mail. Long and random, so the mail's link and a typed token are the same thing.</summary>
internal sealed class OneTimeTokens(PlatformOptions options, CredentialHash hash, TimeProvider clock)
{
    /// <summary>Marks a token whose follower must also hold a verifier; a link tells so before the token is looked up.</summary>
    public const string PkcePrefix = "pkce_";

    /// <summary>Replaces what was sent before for the same purpose. Saved by the caller; returns the text to send.</summary>
    public async Task<(string Text, OneTimeToken Row)> IssueAsync(
        IdentityDb db, AuthUser user, OneTimeTokenKind kind, string? email, CodeChallenge? challenge, CancellationToken ct)
    {
        await db.OneTimeTokens.Where(t => t.UserId == user.Id && t.Kind == kind).ExecuteDeleteAsync(ct);
        var text = (challenge is null ? "" : PkcePrefix) + CredentialHash.NewSecret();
        var now = clock.GetUtcNow();
        var row = new OneTimeToken
        {
            UserId = user.Id,
            Kind = kind,
            TokenHash = hash.Of(text),
            Email = email,
            CodeChallenge = challenge?.Value,
            CodeChallengeMethod = challenge?.Method,
            CreatedAt = now,
            ExpiresAt = now + options.Auth.MailTokenLifetime,
        };
        db.OneTimeTokens.Add(row);
        return (text, row);
    }

    /// <summary>Uses the token up. Null when there is none, or not any more: of two who come at once, one gets it.</summary>
    public async Task<OneTimeToken?> TakeAsync(IdentityDb db, string text, OneTimeTokenKind kind, CancellationToken ct)
    {
        var tokenHash = hash.Of(text);
        var token = await db.OneTimeTokens.AsNoTracking().FirstOrDefaultAsync(t => t.TokenHash == tokenHash && t.Kind == kind, ct);
        return token is not null
            && await db.OneTimeTokens.Where(t => t.Id == token.Id).ExecuteDeleteAsync(ct) == 1
            && token.ExpiresAt > clock.GetUtcNow()
            ? token
            : null;
    }
}
