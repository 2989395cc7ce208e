using Agentes.Routing;
using Agentes.Routing.Model;
using Agentes.Routing.Text;
using Agentes.Tools.Common;

namespace Agentes.Tools.Route;

/// <summary>
/// Two logistic heads, one for each model being right, over hashed words, the shape of the prompt and its topic's mean gain. The score
/// is the difference: what the strong model is expected to add.
/// </summary>
internal sealed class GainModel
{
    private const int Bits = 16;
    private const int Passes = 8;
    private const float Rate = 0.15f;
    private const float Decay = 4e-3f;
    private const int DenseCount = 11;
    private const float TopicScale = 4;

    private static readonly string[] Signals = ["length", "questions", "sentences", "constraints", "numbers", "code", "conversation"];
    private static readonly ComplexityEstimator Complexity = new(longMessage: 200);
    private readonly TopicTable _topics;
    private readonly Head _weak = new();
    private readonly Head _strong = new();

    public GainModel(IReadOnlyList<Outcome> rows, ulong seed)
    {
        _topics = new TopicTable(rows);
        var samples = rows.Select(Read).ToArray();
        var order = Enumerable.Range(0, rows.Count).ToArray();
        var dice = new Dice(seed);
        for (var pass = 0; pass < Passes; pass++)
        {
            dice.Shuffle(order.AsSpan());
            var rate = Rate * (1 - (0.9f * pass / Passes));
            foreach (var index in order)
            {
                _weak.Learn(samples[index], rows[index].Weak, rate);
                _strong.Learn(samples[index], rows[index].Strong, rate);
            }
        }
    }

    public double Gain(Outcome row)
    {
        var sample = Read(row);
        return _strong.Predict(sample) - _weak.Predict(sample);
    }

    private Sample Read(Outcome row)
    {
        var sink = new WordRows([]);
        using var tokens = TokenizedText.Rent(row.Prompt);
        MessageFeatures.Read(tokens, ref sink);
        var dense = new float[DenseCount];
        Complexity.Estimate(row.Prompt, [], out var signals);
        foreach (var signal in signals)
        {
            dense[Array.IndexOf(Signals, signal.Name)] = (float)signal.Contribution * 3;
        }

        dense[7] = 1;
        dense[8] = (float)_topics.Gain(row.Domain) * TopicScale;
        dense[9] = Math.Min(tokens.Tokens.Length, 400) / 400f;
        dense[10] = tokens.Tokens.Length < 30 ? 1 : 0;
        return new Sample([.. sink.Rows], dense);
    }

    private sealed record Sample(int[] Rows, float[] Dense);

    private sealed class Head
    {
        private readonly float[] _words = new float[1 << Bits];
        private readonly float[] _speed = new float[1 << Bits];
        private readonly float[] _dense = new float[DenseCount];
        private readonly float[] _denseSpeed = new float[DenseCount];

        public double Predict(Sample sample)
        {
            var logit = 0.0;
            foreach (var row in sample.Rows)
            {
                logit += _words[row];
            }

            logit /= Math.Sqrt(Math.Max(1, sample.Rows.Length));
            for (var i = 0; i < DenseCount; i++)
            {
                logit += _dense[i] * sample.Dense[i];
            }

            return 1 / (1 + Softmax.Exp(-logit));
        }

        public void Learn(Sample sample, double wanted, float rate)
        {
            var gradient = (float)(Predict(sample) - wanted);
            var scaled = gradient / MathF.Sqrt(Math.Max(1, sample.Rows.Length));
            foreach (var row in sample.Rows)
            {
                _speed[row] += scaled * scaled;
                _words[row] = (_words[row] * (1 - (rate * Decay))) - (rate * scaled / MathF.Sqrt(_speed[row] + 1e-2f));
            }

            for (var i = 0; i < DenseCount; i++)
            {
                var part = gradient * sample.Dense[i];
                _denseSpeed[i] += part * part;
                _dense[i] -= rate * part / MathF.Sqrt(_denseSpeed[i] + 1e-3f);
            }
        }
    }

    private readonly struct WordRows(List<int> rows) : IFeatureSink
    {
        public List<int> Rows { get; } = rows;

        public void Add(FeatureGroup group, uint hash, int token)
        {
            if (group == FeatureGroup.Words)
            {
                Rows.Add((int)(hash & ((1u << Bits) - 1)));
            }
        }

        public void EndClause()
        {
            // The prompt is read as a whole.
        }
    }
}
