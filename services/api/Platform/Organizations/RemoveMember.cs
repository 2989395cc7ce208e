using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Ends a membership at once. The person's login stays: it is his, not the organization's.</summary>
internal static class RemoveMember
{
    public static async Task<Results<Ok<Deleted>, ProblemHttpResult>> Handle(
        Guid id,
        HttpContext http,
        Caller caller,
        PlatformDb db,
        IdentityChanges changes,
        PlatformOptions options,
        TimeProvider clock,
        CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Members.FirstOrDefaultAsync(m => m.Id == id, ct) is not { } member)
        {
            return Problem.NotFound("member");
        }

        if ((ETags.Check(http, member) ?? Owners.Check(caller, member.Role, after: null)) is { } refused)
        {
            return refused;
        }

        if (member.Role == Role.Owner && !await Owners.OthersRemainAsync(db, id, ct))
        {
            return Owners.LastOne();
        }

        var now = clock.GetUtcNow();
        member.Delete(now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        changes.Announce(member.UserId);
        return TypedResults.Ok(new Deleted(id, now + options.Conversations.Retention));
    }
}
