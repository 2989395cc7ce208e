namespace Agentes.Routing.Model;

/// <summary>What training found: the numbers of a model file.</summary>
internal sealed record IntentWeights
{
    /// <summary>Bytes per row: nine weights, six of padding, and a 1 in the last that counts known features.</summary>
    public const int Stride = 16;

    /// <summary>The byte of a row that is 1 when training kept the feature.</summary>
    public const int KnownLane = 15;

    /// <summary>Logarithm of the number of rows.</summary>
    public required int Bits { get; init; }

    /// <summary>One row of <see cref="Stride"/> bytes for each value of the hash; rows that training dropped are zero.</summary>
    public required sbyte[] Table { get; init; }

    /// <summary>The words that were kept.</summary>
    public required KnownWords Known { get; init; }

    /// <summary>The value of one step of a weight.</summary>
    public required float Step { get; init; }

    /// <summary>Nine weights for each dense feature, feature by feature.</summary>
    public required float[] Dense { get; init; }

    /// <summary>Share of the mean over the clauses in a message of several.</summary>
    public required float ClauseShare { get; init; }

    /// <summary>What one unit of a cue's weight adds to the logit of its intent in a short message.</summary>
    public required float CueWeight { get; init; }

    /// <summary>Temperatures for Portuguese, English and every other language.</summary>
    public required float[] Temperatures { get; init; }

    /// <summary>First eight hexadecimal digits of the file's checksum.</summary>
    public required string Checksum { get; init; }

    public uint Mask => (1u << Bits) - 1;

    public float TemperatureOf(string? language) => Temperatures[LanguageIndex(language)];

    public static int LanguageIndex(string? language) =>
        language is null ? 2
        : language.StartsWith("pt", StringComparison.OrdinalIgnoreCase) ? 0
        : language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? 1 : 2;
}
