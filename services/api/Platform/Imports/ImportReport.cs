namespace Agentes.Platform.Imports;

/// <summary>What became of the rows of an import. Good rows are kept even when others are bad.</summary>
public sealed record ImportReport(int Created, int Updated, int Failed, IReadOnlyList<ImportError> Errors);

/// <summary>Why a row was not imported.</summary>
/// <param name="Row">Counted from 1, without the header.</param>
/// <param name="Field">The member or column; empty when the row as a whole is wrong.</param>
/// <param name="Code">Stable, such as required, invalid or duplicate.</param>
public sealed record ImportError(int Row, string Field, string Code, string Message);
