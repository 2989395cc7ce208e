namespace Agentes.Routing.Lexical;

/// <summary>Turns evidence into probabilities.</summary>
internal static class IntentPosterior
{
    /// <summary>What an abstaining classifier puts on its cheap default: about one chance in four.</summary>
    public const double DefaultEvidence = 1.0;

    /// <summary>Cue weights are close to natural log odds; scaled so that one clear cue (weight 3) yields about 2 in 3.</summary>
    private const double Sharpness = 0.95;

    public static IntentProbability[] From(ReadOnlySpan<double> scores, out Intent best)
    {
        var top = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            top = scores[i] > scores[top] ? i : top;
        }

        var sum = 0.0;
        var posterior = new IntentProbability[scores.Length];
        Span<double> weights = stackalloc double[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            weights[i] = Math.Exp(Sharpness * (scores[i] - scores[top]));
            sum += weights[i];
        }

        for (var i = 0; i < scores.Length; i++)
        {
            posterior[i] = new IntentProbability((Intent)i, weights[i] / sum);
        }

        best = (Intent)top;
        return posterior;
    }
}
