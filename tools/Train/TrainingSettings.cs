namespace Agentes.Tools.Train;

/// <summary>What training may be told; the defaults made the shipped file. They were chosen on held-out authors.</summary>
internal sealed record TrainingSettings
{
    /// <summary>Logarithm of the number of rows of the table.</summary>
    public int Bits { get; init; } = 18;

    public int Epochs { get; init; } = 8;

    /// <summary>Length of the first steps; they shrink to a tenth of it.</summary>
    public float Rate { get; init; } = 0.4f;

    /// <summary>Pull towards zero, per step.</summary>
    public float Decay { get; init; } = 3e-3f;

    /// <summary>Share of the words and runs that are hidden from each step, so that no single one is relied upon.</summary>
    public double Hidden { get; init; } = 0.5;

    /// <summary>Authors who must have used a word or run for it to count.</summary>
    public int LeastAuthors { get; init; } = 2;

    /// <summary>What the label gives away to the other intents: an author may be wrong.</summary>
    public double Smoothing { get; init; } = 0.05;

    /// <summary>Length of the steps of the dense features as a share of <see cref="Rate"/>: they occur in every message.</summary>
    public float DenseRate { get; init; } = 0.4f;

    /// <summary>What a disturbed copy weighs beside its original.</summary>
    public float CopyWeight { get; init; } = 0.3f;

    /// <summary>Share of the mean of the clauses in a message of several.</summary>
    public float ClauseShare { get; init; } = 0.2f;

    /// <summary>
    /// Weight of the cues beside what was learned. They are not trained along, because beside the words of the same writers they would
    /// seem to add nothing; for other writers they are half of the evidence.
    /// </summary>
    public float CueWeight { get; init; } = 1.5f;

    public ulong Seed { get; init; } = 20260101;
}
