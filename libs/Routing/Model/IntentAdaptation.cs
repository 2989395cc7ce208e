using System.Collections.Immutable;
using System.Security.Cryptography;
using Agentes.Routing.Model;
using Agentes.Routing.Text;

namespace Agentes.Routing;

/// <summary>
/// What an organization's own labels teach on top of the model: its mix of intents, and a small head over words and runs of characters.
/// Both are shrunk, the mix towards the customary one and the head towards nothing, so that a few labels move little.
/// </summary>
public sealed class IntentAdaptation
{
    internal const int Bits = 13;
    internal const int Stride = 12;

    /// <summary>The customary mix counts as much as this many labels.</summary>
    private const double MixStrength = 12;

    /// <summary>What the model's own logits count beside an organization's labels: its labels know its customers better.</summary>
    internal const double BaseShare = 0.7;

    private readonly float[] _head;
    private readonly float[] _bias;

    private IntentAdaptation(float[] head, float[] bias, int labels)
    {
        (_head, _bias, Labels) = (head, bias, labels);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(head));
        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(bias));
        Version = $"own-{labels}-{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 4))}";
    }

    /// <summary>How many labels it was made of.</summary>
    public int Labels { get; }

    /// <summary>The number of labels and the first digits of a checksum.</summary>
    public string Version { get; }

    /// <summary>Learns from labels; the same labels in the same order give the same head. Ten thousand take about a second.</summary>
    /// <param name="model">The model to build on; an adaptation that it already has is not used.</param>
    /// <param name="labels">The labels; at least one.</param>
    /// <exception cref="ArgumentException">There is no label.</exception>
    public static IntentAdaptation Fit(IntentModel model, IReadOnlyList<LabelledMessage> labels)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0)
        {
            throw new ArgumentException("Nothing can be learned from no label.", nameof(labels));
        }

        var bias = LogMix(labels);
        var training = new AdaptationTraining(model.With((IntentAdaptation?)null), bias);
        return new IntentAdaptation(training.Fit(labels), bias, labels.Count);
    }

    /// <summary>Adds what was learned to calibrated logits of an even mix.</summary>
    internal void Shift(scoped TokenizedText tokens, Span<double> logits)
    {
        Span<double> words = stackalloc double[Stride];
        words.Clear();
        Span<double> runs = stackalloc double[Stride];
        runs.Clear();
        var sums = new HeadSums(_head, words, runs);
        MessageFeatures.Read(tokens, ref sums);
        var (wordScale, runScale) = sums.Scales;
        for (var i = 0; i < logits.Length; i++)
        {
            logits[i] = (BaseShare * logits[i]) + _bias[i] + (wordScale * words[i]) + (runScale * runs[i]);
        }
    }

    private static float[] LogMix(IReadOnlyList<LabelledMessage> labels)
    {
        var shares = IntentMix.Customary.Shares.Select(share => share * MixStrength).ToArray();
        foreach (var label in labels)
        {
            shares[(int)label.Intent]++;
        }

        return [.. new IntentMix(shares.ToImmutableArray()).LogShares.Select(share => (float)share)];
    }

    private ref struct HeadSums(float[] head, Span<double> words, Span<double> runs) : IFeatureSink
    {
        private readonly Span<double> _words = words;
        private readonly Span<double> _runs = runs;
        private int _wordCount;
        private int _runCount;

        public readonly (double Words, double Runs) Scales =>
            (1 / Math.Sqrt(Math.Max(1, _wordCount)), 1 / Math.Sqrt(Math.Max(1, _runCount)));

        public void Add(FeatureGroup group, uint hash, int token)
        {
            var row = head.AsSpan((int)(hash & ((1u << Bits) - 1)) * Stride, IntentNames.Count);
            var isRun = group == FeatureGroup.Characters;
            var sums = isRun ? _runs : _words;
            for (var i = 0; i < row.Length; i++)
            {
                sums[i] += row[i];
            }

            _runCount += isRun ? 1 : 0;
            _wordCount += isRun ? 0 : 1;
        }

        public readonly void EndClause()
        {
            // The head reads the message as a whole.
        }
    }
}
