using System.ComponentModel.DataAnnotations;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Contacts;

/// <summary>Newest first; with q, those whose name or identity contains it.</summary>
internal static class ListContacts
{
    public static async Task<Ok<Paged<ContactResponse>>> Handle(
        [AsParameters] PageQuery page, [StringLength(200)] string? q, PlatformDb db, CancellationToken ct)
    {
        var contacts = db.Contacts.AsNoTracking().Include(c => c.Identities).AsQueryable();
        if (q?.Trim() is { Length: > 0 } text)
        {
            var name = Containing(text);
            var identity = Containing(WithoutPunctuation(text));
            contacts = contacts.Where(c => EF.Functions.ILike(c.Name!, name, "\\")
                || c.Identities.Any(i => EF.Functions.ILike(i.Value, identity, "\\")));
        }

        if (Cursor.TryParse(page.Cursor, out var cursor))
        {
            contacts = contacts.Where(c => c.Id < cursor.Id);
        }

        var rows = await contacts.OrderByDescending(c => c.Id).Take(page.Take).ToListAsync(ct);
        return TypedResults.Ok(page.Of(rows, row => new Cursor(0, row.Id), ContactResponse.From));
    }

    private static string Containing(string text) => "%" + text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal) + "%";

    /// <summary>Phones are kept as digits, so "(11) 98888-7777" must find 11988887777.</summary>
    private static string WithoutPunctuation(string text) =>
        text.All(c => char.IsAsciiDigit(c) || "+() -.".Contains(c, StringComparison.Ordinal))
            ? string.Concat(text.Where(char.IsAsciiDigit))
            : text;
}
