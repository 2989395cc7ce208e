namespace Agentes.Platform.Imports;

/// <summary>The file as a whole cannot be imported: no row of it was.</summary>
internal sealed class UnreadableImport(string code, string message) : Exception(message)
{
    public const int MaxRows = 5000;

    public string Code { get; } = code;

    public static void ThrowIfTooMany(int rows)
    {
        if (rows > MaxRows)
        {
            throw new UnreadableImport("too_many_rows", $"An import takes at most {MaxRows} rows; send several.");
        }
    }
}
