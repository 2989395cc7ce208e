using System.Collections.Immutable;
using Agentes.Routing.Model;

namespace Agentes.Routing;

/// <summary>
/// How often each intent occurs. A model is trained on as many messages of each; Bayes' rule turns its posterior into that of a mix:
/// multiply by the share of the intent and divide by the sum.
/// </summary>
public sealed class IntentMix
{
    private const double Least = 0.002;

    /// <param name="shares">Nine numbers above 0 in the order of <see cref="Intent"/>; scaled to sum to 1. Shares below 0.2 % are
    /// raised to it, so that no intent becomes impossible.</param>
    /// <exception cref="ArgumentException">There are not nine numbers, or one is negative or not finite, or all are 0.</exception>
    public IntentMix(IReadOnlyList<double> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        if (shares.Count != IntentNames.Count || shares.Any(share => !double.IsFinite(share) || share < 0) || shares.Sum() <= 0)
        {
            throw new ArgumentException("A mix has one share for each of the nine intents, none negative, and not all 0.", nameof(shares));
        }

        var sum = shares.Sum();
        var raised = shares.Select(share => Math.Max(Least, share / sum)).ToList();
        Shares = [.. raised.Select(share => share / raised.Sum())];
        LogShares = [.. Shares.Select(Softmax.Log)];
    }

    /// <summary>As many messages of each intent, as in training.</summary>
    public static IntentMix Even { get; } = new(Enumerable.Repeat(1.0, IntentNames.Count).ToList());

    /// <summary>
    /// What is assumed before an organization's own mix is known: half way (the geometric mean) from an even mix to that of a service desk
    /// where nine messages in ten are simple, for the desk at hand may be the exception.
    /// </summary>
    public static IntentMix Customary { get; } = new([0.14, 0.15, 0.15, 0.15, 0.14, 0.10, 0.07, 0.05, 0.05]);

    /// <summary>Nine shares in the order of <see cref="Intent"/>, which sum to 1.</summary>
    public ImmutableArray<double> Shares { get; }

    internal ImmutableArray<double> LogShares { get; }
}
