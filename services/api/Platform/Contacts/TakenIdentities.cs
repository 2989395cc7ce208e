using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Agentes.Platform.Contacts;

/// <summary>An identity belongs to one contact. The unique index decides; these name the outcome.</summary>
internal static class TakenIdentities
{
    /// <summary>Says that somebody has the identity, not who: the caller may not be allowed to read contacts.</summary>
    public static ProblemHttpResult Problem(IdentityFields identity) =>
        Http.Problem.Conflict("identity_taken", $"Another contact of this organization already has this {identity.Word}.");

    /// <summary>A deleted contact gives its identities up as soon as somebody else turns up with them.</summary>
    public static Task<int> ReleaseFromDeletedAsync(PlatformDb db, IdentityKind kind, string value, CancellationToken ct) =>
        db.ContactIdentities
            .Where(i => i.Kind == kind && i.Value == value)
            .Where(i => db.Contacts
                .IgnoreQueryFilters(new[] { PlatformDb.NotDeletedFilter })
                .Any(c => c.Id == i.ContactId && c.DeletedAt != null))
            .ExecuteDeleteAsync(ct);

    /// <summary>Saves; false when an identity that was added turned out to be taken.</summary>
    public static async Task<bool> TrySaveAsync(PlatformDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }
}
