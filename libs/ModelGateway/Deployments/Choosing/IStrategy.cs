namespace Agentes.ModelGateway.Deployments.Choosing;

/// <summary>Chooses among deployments that may all take a call.</summary>
internal interface IStrategy
{
    /// <summary>Index of the one to take. Fills in the scores by which it did, the lower the better.</summary>
    /// <param name="round">Deployments of a group; only those whose verdict is <see cref="Verdict.Candidate"/> may be taken, and there is one.</param>
    /// <param name="draw">What the choice depends on besides.</param>
    int Choose(Span<Consideration> round, in Draw draw);
}

/// <summary>What a choice depends on besides the deployments.</summary>
/// <param name="Random">Breaks ties.</param>
/// <param name="Now">Timestamp.</param>
/// <param name="Buffered">Whether the reply is wanted in one piece, so that its whole duration counts.</param>
/// <param name="Bound">Index of the one that other calls of the same key went to; -1 for none.</param>
internal readonly record struct Draw(Random Random, long Now, bool Buffered, int Bound = -1);
