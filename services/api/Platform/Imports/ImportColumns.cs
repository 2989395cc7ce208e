namespace Agentes.Platform.Imports;

/// <summary>How a file names the members of a row, and what its cells hold.</summary>
/// <param name="Kinds">By member name.</param>
/// <param name="Required">Members that no row can do without.</param>
/// <param name="Aliases">Other headers that mean a member: the words of a Brazilian spreadsheet.</param>
internal sealed record ImportColumns(
    IReadOnlyDictionary<string, ColumnKind> Kinds, IReadOnlyList<string> Required, IReadOnlyDictionary<string, string> Aliases);

internal enum ColumnKind
{
    Text,

    /// <summary>A number with decimals, written either way: 1299.90, 1.299,90, R$ 1.299,90.</summary>
    Amount,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>Words between | or ; or commas.</summary>
    List,
}
