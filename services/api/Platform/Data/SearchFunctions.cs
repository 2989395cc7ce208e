using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Data;

/// <summary>Functions of the database that queries may call.</summary>
internal static class SearchFunctions
{
    /// <summary>Lower case without accents, as the database does it.</summary>
    public static string Fold(string value) => throw new NotSupportedException($"Only in a query: {value}");

    /// <summary>A LIKE pattern that finds the words anywhere and takes them literally.</summary>
    public static string Contains(string words) =>
        $"%{words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";

    public static void Map(ModelBuilder builder) =>
        builder.HasDbFunction(typeof(SearchFunctions).GetMethod(nameof(Fold))!).HasName("fold").IsBuiltIn();
}
