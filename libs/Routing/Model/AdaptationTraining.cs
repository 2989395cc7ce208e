using Agentes.Routing.Text;

namespace Agentes.Routing.Model;

/// <summary>Learns what the model gets wrong, by AdaGrad with a pull towards zero, in one thread and a fixed order.</summary>
internal sealed class AdaptationTraining(IntentModel model, float[] bias)
{
    private const float Rate = 0.5f;
    private const float Decay = 2e-3f;
    private const int MostPasses = 30;
    private const int StepsWanted = 60_000;
    private const int LeastPasses = 4;
    private const int Stride = IntentAdaptation.Stride;

    private readonly float[] _head = new float[(1 << IntentAdaptation.Bits) * Stride];
    private readonly float[] _speed = new float[1 << IntentAdaptation.Bits];

    public float[] Fit(IReadOnlyList<LabelledMessage> labels)
    {
        var samples = labels.Select(Read).ToArray();
        var passes = Math.Clamp(StepsWanted / samples.Length, LeastPasses, MostPasses);
        for (var pass = 0; pass < passes; pass++)
        {
            // A stride that shares no factor with the count visits every label once, in another order each time.
            var stride = Coprime(samples.Length, (samples.Length / 2) + pass + 1);
            var rate = Rate * (1 - (0.8f * pass / passes));
            for (int i = 0, at = pass % samples.Length; i < samples.Length; i++, at = (at + stride) % samples.Length)
            {
                Learn(samples[at], rate);
            }
        }

        return _head;
    }

    private void Learn(Sample sample, float rate)
    {
        Span<double> posterior = stackalloc double[IntentNames.Count];
        for (var i = 0; i < posterior.Length; i++)
        {
            posterior[i] = (IntentAdaptation.BaseShare * sample.Logits[i]) + bias[i];
        }

        AddRows(sample.Words, posterior);
        AddRows(sample.Runs, posterior);
        Softmax.Normalize(posterior);
        posterior[(int)sample.Intent] -= 1;
        Step(sample.Words, posterior, rate);
        Step(sample.Runs, posterior, rate);
    }

    private void AddRows(int[] rows, Span<double> logits)
    {
        var scale = 1 / Math.Sqrt(Math.Max(1, rows.Length));
        foreach (var row in rows)
        {
            var weights = _head.AsSpan(row * Stride, IntentNames.Count);
            for (var i = 0; i < weights.Length; i++)
            {
                logits[i] += scale * weights[i];
            }
        }
    }

    private void Step(int[] rows, ReadOnlySpan<double> gradient, float rate)
    {
        var scale = 1 / MathF.Sqrt(Math.Max(1, rows.Length));
        var square = 0f;
        foreach (var part in gradient)
        {
            square += (float)(part * part) * scale * scale;
        }

        foreach (var row in rows)
        {
            _speed[row] += square;
            var step = rate * scale / MathF.Sqrt(_speed[row] + 1e-3f);
            var weights = _head.AsSpan(row * Stride, IntentNames.Count);
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = (weights[i] * (1 - (rate * Decay))) - (step * (float)gradient[i]);
            }
        }
    }

    private Sample Read(LabelledMessage label)
    {
        var logits = new double[IntentNames.Count];
        using var tokens = TokenizedText.Rent(label.Text);
        model.CalibratedLogits(tokens, label.Language, logits);
        var rows = new Rows([], []);
        MessageFeatures.Read(tokens, ref rows);
        return new Sample(label.Intent, logits, [.. rows.Words], [.. rows.Runs]);
    }

    private static int Coprime(int count, int from)
    {
        static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);

        var stride = Math.Max(1, from);
        while (Divisor(stride, count) != 1)
        {
            stride++;
        }

        return stride;
    }

    private sealed record Sample(Intent Intent, double[] Logits, int[] Words, int[] Runs);

    private readonly struct Rows(List<int> words, List<int> runs) : IFeatureSink
    {
        public List<int> Words { get; } = words;

        public List<int> Runs { get; } = runs;

        public void Add(FeatureGroup group, uint hash, int token) =>
            (group == FeatureGroup.Words ? Words : Runs).Add((int)(hash & ((1u << IntentAdaptation.Bits) - 1)));

        public void EndClause()
        {
            // The head reads the message as a whole.
        }
    }
}
