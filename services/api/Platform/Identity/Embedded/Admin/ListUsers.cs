using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity.Embedded.Admin;

/// <summary>GET /admin/users: page by page, the newest first.</summary>
internal static class ListUsers
{
    private const int UsualPage = 50;
    private const int LargestPage = 1000;

    private static readonly AuthError BadPage = AuthError.Invalid("Bad Pagination Parameters: page and per_page are numbers from 1");

    internal sealed record Response(IReadOnlyList<UserBody> Users, string Aud);

    public static async Task<IResult> Handle(
        string? page, [FromQuery(Name = "per_page")] string? perPage, IdentityDb db, HttpContext http, CancellationToken ct)
    {
        if (!TryRead(page, 1, out var number) || !TryRead(perPage, UsualPage, out var size))
        {
            return BadPage;
        }

        size = Math.Min(size, LargestPage);
        var total = await db.Users.CountAsync(ct);
        var users = await db.Users.AsNoTracking()
            .OrderByDescending(u => u.CreatedAt)
            .ThenByDescending(u => u.Id)
            .Skip((int)Math.Min((number - 1L) * size, int.MaxValue))
            .Take(size)
            .ToListAsync(ct);
        http.Response.Headers["X-Total-Count"] = total.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.Link = Links(number, size, (total + size - 1) / size);
        return AuthJson.Ok(new Response([.. users.Select(user => UserBody.From(user))], "authenticated"));
    }

    /// <summary>Clients send an empty value for what they leave open.</summary>
    private static bool TryRead(string? text, int usual, out int number)
    {
        number = usual;
        return string.IsNullOrEmpty(text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0);
    }

    /// <summary>The page stands first in the query: the client reads the number that follows the first equals sign.</summary>
    private static string Links(int page, int size, int last)
    {
        var next = page < last ? $"{Link(page + 1, size, "next")}, " : "";
        return next + Link(last, size, "last");
    }

    private static string Link(int page, int size, string relation) => string.Create(
        CultureInfo.InvariantCulture, $"<{AuthPipeline.Path}/admin/users?page={page}&per_page={size}>; rel=\"{relation}\"");
}
