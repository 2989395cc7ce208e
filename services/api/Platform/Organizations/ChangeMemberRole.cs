using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

public static class ChangeMemberRole
{
    public sealed record Request
    {
        public required Role Role { get; init; }
    }

    internal static async Task<Results<Ok<MemberResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Request request,
        HttpContext http,
        Caller caller,
        PlatformDb db,
        IdentityChanges changes,
        TimeProvider clock,
        CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Members.FirstOrDefaultAsync(m => m.Id == id, ct) is not { } member)
        {
            return Problem.NotFound("member");
        }

        if ((ETags.Check(http, member) ?? Owners.Check(caller, member.Role, request.Role)) is { } refused)
        {
            return refused;
        }

        if (member.Role == Role.Owner && request.Role != Role.Owner && !await Owners.OthersRemainAsync(db, id, ct))
        {
            return Owners.LastOne();
        }

        member.ChangeRole(request.Role, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        changes.Announce(member.UserId);
        ETags.Send(http, member);
        return TypedResults.Ok(MemberResponse.From(member));
    }
}
