using System.Globalization;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>What a model takes, told by its name: the API has no way to ask on the path of a call.</summary>
internal readonly record struct GeminiModel
{
    private const decimal Newest = 99;

    private GeminiModel(string name, decimal version)
    {
        Version = version;
        IsPro = name.Contains("pro", StringComparison.Ordinal);
        SpeaksOnly = !name.Contains("image", StringComparison.Ordinal) && !name.Contains("tts", StringComparison.Ordinal);
    }

    /// <summary>2.5, 3, 3.1, …; 0 when the name tells none.</summary>
    public decimal Version { get; }

    public bool IsPro { get; }

    /// <summary>Thinks in levels (3 and later) instead of a budget of tokens (2.5).</summary>
    public bool ThinksInLevels => Version >= 3 && SpeaksOnly;

    public bool ThinksInTokens => Version is >= 2.5m and < 3 && SpeaksOnly;

    /// <summary>Takes JSON Schema as it is; older ones take a subset of OpenAPI's.</summary>
    public bool TakesJsonSchema => Version >= 2.5m;

    /// <summary>Takes tools and a JSON format in one request.</summary>
    public bool FormatsWithTools => Version >= 3;

    /// <summary>Refuses a tool call in the history that lacks its signature.</summary>
    public bool ChecksSignatures => Version >= 3;

    // Models that draw or read aloud have the version of their family, not its thinking.
    private bool SpeaksOnly { get; }

    public static GeminiModel Of(string name)
    {
        var family = name[(name.LastIndexOf('/') + 1)..];
        return new GeminiModel(family, VersionOf(family));
    }

    private static decimal VersionOf(string name)
    {
        const string prefix = "gemini-";
        if (!name.StartsWith(prefix, StringComparison.Ordinal))
        {
            return 0;
        }

        var rest = name.AsSpan(prefix.Length);
        var end = rest.IndexOf('-');
        var number = end < 0 ? rest : rest[..end];
        if (decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version))
        {
            return version;
        }

        // gemini-flash-latest and its like always name the newest.
        return name.EndsWith("-latest", StringComparison.Ordinal) ? Newest : 0;
    }
}
