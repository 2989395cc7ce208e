using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Takes a removed member back in, in the role that he had.</summary>
internal static class RestoreMember
{
    public static async Task<Results<Ok<MemberResponse>, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, Caller caller, PlatformDb db, IdentityChanges changes, CancellationToken ct)
    {
        var member = await db.Members.IgnoreQueryFilters([PlatformDb.NotDeletedFilter]).FirstOrDefaultAsync(m => m.Id == id, ct);
        if (member is null)
        {
            return Problem.NotFound("member");
        }

        if (Owners.Check(caller, before: null, member.Role) is { } refused)
        {
            return refused;
        }

        if (await db.Members.AnyAsync(m => m.UserId == member.UserId && m.Id != id, ct))
        {
            return Problem.Conflict("already_member", "This person has joined again meanwhile.");
        }

        member.Restore();
        await db.SaveChangesAsync(ct);
        changes.Announce(member.UserId);
        ETags.Send(http, member);
        return TypedResults.Ok(MemberResponse.From(member));
    }
}
