namespace Agentes.Routing;

/// <summary>One thing that makes a message hard to answer.</summary>
/// <param name="Name">Stable snake_case name: <c>length</c>, <c>questions</c>, <c>sentences</c>, <c>constraints</c>,
/// <c>numbers</c>, <c>code</c>, <c>conversation</c>.</param>
/// <param name="Contribution">What it adds to the complexity, 0..1. The complexity is the sum of the contributions, at most 1.</param>
public readonly record struct ComplexitySignal(string Name, double Contribution);
