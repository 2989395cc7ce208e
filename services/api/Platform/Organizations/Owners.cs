using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Organizations;

/// <summary>Two rules: only owners decide about owners, and there is always one.</summary>
internal static class Owners
{
    public static ProblemHttpResult Required() =>
        Problem.Of(StatusCodes.Status403Forbidden, "owner_required", "Only an owner of the organization can do this.");

    /// <summary>
    /// Null when the caller may give <paramref name="after"/> to somebody who is <paramref name="before"/>, or remove him.
    /// </summary>
    public static ProblemHttpResult? Check(Caller caller, Role? before, Role? after) =>
        (before == Role.Owner || after == Role.Owner) && caller.Role != Role.Owner ? Required() : null;

    /// <summary>
    /// Holds the organization's owners until the transaction ends, and tells whether one would be left: two owners who remove each
    /// other at once take turns here.
    /// </summary>
    public static async Task<bool> OthersRemainAsync(PlatformDb db, Guid memberId, CancellationToken ct)
    {
        var owners = await db.Members
            .FromSql($"SELECT *, xmin FROM members WHERE role = 'owner' ORDER BY id FOR UPDATE")
            .AsNoTracking()
            .ToListAsync(ct);
        return owners.Exists(owner => owner.Id != memberId);
    }

    public static ProblemHttpResult LastOne() =>
        Problem.Conflict("last_owner", "This is the organization's last owner: make somebody else an owner first.");
}
