using System.Text.RegularExpressions;

namespace Agentes.Platform.Http;

/// <summary>The name of a type as a sentence says it.</summary>
internal static partial class Words
{
    /// <summary>KnowledgeEntry: "knowledge entry".</summary>
    public static string Of<T>() => Capital().Replace(typeof(T).Name, " $0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}
