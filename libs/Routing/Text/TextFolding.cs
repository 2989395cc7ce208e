namespace Agentes.Routing.Text;

/// <summary>Makes letters comparable: lower case without accents, in one table look-up for Latin letters.</summary>
internal static class TextFolding
{
    /// <summary>Returned for characters that disappear: combining accents, apostrophes, joiners.</summary>
    public const char Dropped = '\0';

    // U+00C0 to U+017F, one base letter each. Mapping one to one keeps offsets simple, so ligatures lose their second half.
    private const string Latin =
        "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty" +
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll" +
        "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    public static char Fold(char c) => c switch
    {
        < '\u0080' => (uint)(c - 'A') <= 'Z' - 'A' ? (char)(c | 0x20) : c == '\'' ? Dropped : c,
        >= '\u00C0' and <= '\u017F' => Latin[c - '\u00C0'],
        >= '\u0300' and <= '\u036F' => Dropped,
        '\u2018' or '\u2019' or '\u02BC' or '\u00B4' or '\u200B' or '\u200C' or '\u200D' or '\uFE0F' or '\u00AD' => Dropped,
        _ => char.ToLowerInvariant(c),
    };

    public static string FoldWord(string word) =>
        string.Concat(word.Select(Fold).Where(c => c != Dropped));
}
