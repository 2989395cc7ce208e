using System.ComponentModel.DataAnnotations;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Offers somebody a role. The token is shown to the inviting side, who passes it on.</summary>
public static class InviteMember
{
    private const int MostOpen = 200;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public sealed record Request
    {
        [EmailAddress]
        [StringLength(255)]
        public required string Email { get; init; }

        public required Role Role { get; init; }
    }

    internal static async Task<Results<Created<InvitationResponse>, ProblemHttpResult>> Handle(
        Request request, Caller caller, PlatformDb db, CredentialHash hash, TimeProvider clock, CancellationToken ct)
    {
        if (Owners.Check(caller, before: null, request.Role) is { } refused)
        {
            return refused;
        }

        if (Identity.Embedded.EmailAddress.Normalize(request.Email) is not { } email)
        {
            return Problem.Invalid("/email", "invalid", "The field Email is not a valid e-mail address.");
        }

        if (await db.Members.AnyAsync(m => m.Email == email, ct))
        {
            return Problem.Conflict("already_member", "Somebody with this address is a member already.");
        }

        var now = clock.GetUtcNow();
        if (await db.Invitations.CountAsync(i => i.AcceptedAt == null && i.ExpiresAt > now, ct) >= MostOpen)
        {
            return Problem.Conflict("too_many_invitations", $"{MostOpen} invitations are open already; revoke some first.");
        }

        var token = CredentialHash.NewSecret();
        var invitation = new Invitation(email, request.Role, hash.Of(token), now + Lifetime, now);
        db.Invitations.Add(invitation);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, InvitationResponse.From(invitation) with { Token = token });
    }
}
