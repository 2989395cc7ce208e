namespace Agentes.ModelGateway.Caching;

/// <summary>Which replies are kept to be given again, how long and where. Nothing is kept without these options.</summary>
public sealed record CachingOptions
{
    /// <summary>How long a reply is kept when the call says nothing else.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Kept where all nodes see it, in the <see cref="IReplyStore"/> that the host gives; else in this process.</summary>
    public bool Shared { get; init; }

    /// <summary>Divides what one tenant keeps; null for no division. A call may name another one.</summary>
    public string? Namespace { get; init; }

    /// <summary>Only calls that ask for it use the cache.</summary>
    public bool OnlyWhenAsked { get; init; }

    /// <summary>Replies in text are kept.</summary>
    public bool Replies { get; init; } = true;

    /// <summary>Vectors are kept, each by its input.</summary>
    public bool Embeddings { get; init; } = true;

    /// <summary>Most bytes that are kept in this process.</summary>
    public long MemoryBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Set to answer also what is only alike; null for equal requests alone.</summary>
    public SemanticCachingOptions? Semantic { get; init; }
}

/// <summary>How alike two questions must be to get the same reply. Only calls that ask for it get one.</summary>
/// <param name="EmbeddingGroup">Group of models that makes the vectors.</param>
public sealed record SemanticCachingOptions(string EmbeddingGroup)
{
    /// <summary>Least cosine of the two vectors, 0 to 1.</summary>
    public double Threshold { get; init; } = 0.8;

    /// <summary>Most questions that are remembered for one tenant.</summary>
    public int MostQuestions { get; init; } = 10_000;
}
