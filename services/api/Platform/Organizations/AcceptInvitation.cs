using System.ComponentModel.DataAnnotations;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Joins an organization. It works across organizations because whoever joins is in none of them yet.</summary>
public static class AcceptInvitation
{
    public sealed record Request
    {
        [StringLength(200, MinimumLength = 1)]
        public required string Token { get; init; }
    }

    public sealed record Response(Guid OrganizationId, string OrganizationName, Guid MemberId, Role Role);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request,
        Caller caller,
        AcrossOrganizations across,
        CredentialHash hash,
        IdentityChanges changes,
        TimeProvider clock,
        CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var tokenHash = hash.Of(request.Token);
        await using var db = across.CreateDb();
        var invitation = await db.Invitations.IgnoreQueryFilters([PlatformDb.OrganizationFilter])
            .FirstOrDefaultAsync(i => i.TokenHash == tokenHash, ct);
        var organization = invitation is null
            ? null
            : await db.Organizations.IgnoreQueryFilters([PlatformDb.OrganizationFilter])
                .FirstOrDefaultAsync(o => o.Id == invitation.OrganizationId, ct);
        if (organization is null)
        {
            return Problem.Of(StatusCodes.Status404NotFound, "not_found", "There is no such invitation, or it was revoked.");
        }

        if (!string.Equals(invitation!.Email, caller.Email, StringComparison.OrdinalIgnoreCase))
        {
            return Problem.Of(StatusCodes.Status403Forbidden, "invitation_for_another", "This invitation is for another e-mail address.");
        }

        if (invitation.AcceptedAt is not null)
        {
            return Problem.Conflict("invitation_used", "This invitation was accepted already.");
        }

        if (invitation.ExpiresAt <= now)
        {
            return Problem.Conflict("invitation_expired", "This invitation has expired; ask for another one.");
        }

        var userId = caller.UserId!.Value;
        if (await db.Members.IgnoreQueryFilters([PlatformDb.OrganizationFilter])
            .AnyAsync(m => m.OrganizationId == organization.Id && m.UserId == userId, ct))
        {
            return Problem.Conflict("already_member", "You are a member of this organization already.");
        }

        var member = new Member(
            organization.Id, userId, invitation.Email, DisplayName.Or(caller.Name, caller.Email), invitation.Role, now);
        invitation.Accept(now);
        db.Members.Add(member);
        await db.SaveChangesAsync(ct);
        changes.Announce(userId);
        return TypedResults.Ok(new Response(organization.Id, organization.Name, member.Id, member.Role));
    }
}
