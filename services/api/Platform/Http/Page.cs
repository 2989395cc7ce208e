using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;

namespace Agentes.Platform.Http;

/// <summary>A page of a list. Pages are keyset pages: stable while rows are inserted, equally fast at any depth.</summary>
public sealed record Paged<T>(IReadOnlyList<T> Data, PageInfo Page);

/// <summary>How to go on: send next_cursor back as cursor.</summary>
public sealed record PageInfo(string? NextCursor, bool HasMore);

/// <summary>The paging parameters of a list, bound with [AsParameters].</summary>
public sealed record PageQuery
{
    /// <summary>25 when it is not given.</summary>
    [Range(1, 100)]
    public int? Limit { get; init; }

    [StringLength(200)]
    public string? Cursor { get; init; }

    /// <summary>One more than the caller wants tells whether there is more.</summary>
    internal int Take => Size + 1;

    private int Size => Limit ?? 25;

    internal Paged<T> Of<TRow, T>(List<TRow> rows, Func<TRow, Cursor> cursor, Func<TRow, T> project)
    {
        var more = rows.Count > Size;
        if (more)
        {
            rows.RemoveAt(rows.Count - 1);
        }

        return new Paged<T>(rows.ConvertAll(row => project(row)), new PageInfo(more ? cursor(rows[^1]).ToString() : null, more));
    }
}

/// <summary>A place in a list: the sort key and the id of the last row seen. Opaque to callers, and harmless when forged.</summary>
/// <param name="Key">The sort key: ticks of a time, or a sequence; 0 when the list is ordered by id alone.</param>
public readonly record struct Cursor(long Key, Guid Id)
{
    public static Cursor At(DateTimeOffset time, Guid id) => new(time.UtcTicks, id);

    public DateTimeOffset Time => new(Key, TimeSpan.Zero);

    /// <summary>Reads a cursor; false when the text is none of ours.</summary>
    public static bool TryParse(string? text, out Cursor cursor)
    {
        cursor = default;
        if (text is null || !Base64Url.IsValid(text))
        {
            return false;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|');
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var key)
            || key > DateTimeOffset.MaxValue.UtcTicks
            || !Guid.TryParse(parts[1], out var id))
        {
            return false;
        }

        cursor = new Cursor(key, id);
        return true;
    }

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Key}|{Id}")));
}
