using System.Globalization;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Operations;

/// <summary>
/// Lets an owner or admin of the operating organization into the job dashboard: a page cannot send a bearer token, so it gets a
/// signed cookie that is good for an hour and for that page only.
/// </summary>
public static class OpenDashboard
{
    public const string Path = "/operations/jobs";
    public const string Cookie = "agentes_jobs";

    private static readonly TimeSpan Validity = TimeSpan.FromHours(1);

    public sealed record Response(string Url, DateTimeOffset ExpiresAt);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        HttpContext http,
        Caller caller,
        CurrentOrganization organization,
        AcrossOrganizations across,
        CredentialHash hash,
        PlatformDb db,
        TimeProvider clock,
        CancellationToken ct)
    {
        var allowed = caller.MemberId is { } member
            && await db.Members.AnyAsync(m => m.Id == member && (m.Role == Role.Owner || m.Role == Role.Admin), ct)
            && await OperatingOrganizationAsync(across, ct) == organization.Id;
        if (!allowed)
        {
            return Problem.Of(
                StatusCodes.Status403Forbidden,
                "operators_only",
                "Jobs of all organizations show here: only owners and admins of the organization that runs this installation may look.");
        }

        var expires = clock.GetUtcNow() + Validity;
        var stamp = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        http.Response.Cookies.Append(Cookie, $"{stamp}.{Convert.ToHexString(hash.Of(Cookie + stamp))}", new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            Path = Path,
            Expires = expires,
        });
        return TypedResults.Ok(new Response(Path, expires));
    }

    /// <summary>Jobs belong to the installation, so the organization that was there first operates it.</summary>
    private static async Task<Guid?> OperatingOrganizationAsync(AcrossOrganizations across, CancellationToken ct)
    {
        await using var db = across.CreateDb();
        return await db.Organizations.IgnoreQueryFilters([PlatformDb.OrganizationFilter]).OrderBy(o => o.Id)
            .Select(o => (Guid?)o.Id).FirstOrDefaultAsync(ct);
    }
}
