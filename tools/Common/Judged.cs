using Agentes.Routing;

namespace Agentes.Tools.Common;

/// <summary>A label beside what a classifier said.</summary>
/// <param name="Posterior">Nine probabilities.</param>
public sealed record Judged(LabelledText Label, double[] Posterior, Intent Said, bool Abstained)
{
    public double Confidence => Posterior[(int)Said];

    public bool Right => Said == Label.Intent;
}
