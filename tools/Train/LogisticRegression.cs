using System.Numerics;
using System.Runtime.Intrinsics;
using Agentes.Routing.Model;
using Agentes.Tools.Common;

namespace Agentes.Tools.Train;

/// <summary>
/// Multinomial logistic regression by AdaGrad with one learning rate per row (Duchi, Hazan, Singer 2011), one message at a time and in
/// one thread: the sums have one order, so the weights are the same on every machine.
/// </summary>
internal sealed class LogisticRegression
{
    private const int Intents = 9;
    private const int Stride = 12;
    private readonly TrainingSettings _settings;
    private readonly float[] _table;
    private readonly float[] _speed;
    private readonly bool[] _kept;
    private readonly KnownWords _known;
    private readonly float[] _dense = new float[DenseFeatures.Count * Intents];
    private readonly float[] _denseSpeed = new float[DenseFeatures.Count];
    private readonly Dice _dice;
    private readonly float[] _gradient = new float[Stride];
    private readonly double[] _posterior = new double[Intents];
    private int[] _active = [];
    private bool[] _hidden = [];

    private LogisticRegression(TrainingSettings settings, bool[] kept, KnownWords known)
    {
        _settings = settings;
        _kept = kept;
        _known = known;
        _table = new float[kept.Length * Stride];
        _speed = new float[kept.Length];
        _dice = new Dice(settings.Seed);
    }

    public static LogisticRegression Fit(IReadOnlyList<Sample> samples, TrainingSettings settings)
    {
        var model = new LogisticRegression(settings, Kept(samples, settings), Known(samples, settings));
        var order = Enumerable.Range(0, samples.Count).ToArray();
        var classWeights = ClassWeights(samples);
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            model._dice.Shuffle(order.AsSpan());
            var rate = settings.Rate * (1 - (0.9f * epoch / settings.Epochs));
            foreach (var index in order)
            {
                model.Learn(samples[index], rate, samples[index].Weight * classWeights[(int)samples[index].Intent]);
            }
        }

        return model;
    }

    /// <summary>The weights in whole steps: the largest of a table becomes 127.</summary>
    public IntentWeights Quantize(float[] temperatures)
    {
        var largest = 0f;
        for (var row = 0; row < _kept.Length; row++)
        {
            Center(_table.AsSpan(row * Stride, Intents));
            foreach (var weight in _table.AsSpan(row * Stride, Intents))
            {
                largest = Math.Max(largest, Math.Abs(weight));
            }
        }

        var step = largest / 127;
        var table = new sbyte[_kept.Length * IntentWeights.Stride];
        for (var row = 0; row < _kept.Length; row++)
        {
            var target = table.AsSpan(row * IntentWeights.Stride, IntentWeights.Stride);
            for (var i = 0; i < Intents; i++)
            {
                target[i] = step == 0 ? (sbyte)0 : (sbyte)MathF.Round(_table[(row * Stride) + i] / step);
            }

            target[IntentWeights.KnownLane] = target[..Intents].ContainsAnyExcept((sbyte)0) ? (sbyte)1 : (sbyte)0;
        }

        return new IntentWeights
        {
            Bits = BitOperations.Log2((uint)_kept.Length),
            Table = table,
            Known = _known,
            Step = step,
            Dense = _dense,
            ClauseShare = _settings.ClauseShare,
            CueWeight = _settings.CueWeight,
            Temperatures = temperatures,
            Checksum = "",
        };
    }

    private void Learn(Sample sample, float rate, float weight)
    {
        var (words, runs) = Activate(sample);
        var (wordScale, runScale) = (Scale(sample.Words.Length), Scale(sample.Runs.Length));
        Predict(sample, words, runs, wordScale, runScale);
        for (var i = 0; i < Intents; i++)
        {
            var wanted = (_settings.Smoothing / Intents) + (i == (int)sample.Intent ? 1 - _settings.Smoothing : 0);
            _gradient[i] = weight * (float)(_posterior[i] - wanted);
        }

        Step(0, words, wordScale, rate);
        Step(words, runs, runScale, rate);
        StepDense(sample, rate);
    }

    /// <summary>
    /// Rows of this step, in groups. Each time a different share of the words is hidden, as unknown words are hidden from the model when
    /// it reads messages of another business; what is left must do.
    /// </summary>
    private (int Words, int Runs) Activate(Sample sample)
    {
        var most = sample.Words.Length + sample.Runs.Length;
        _active = _active.Length < most ? new int[most * 2] : _active;
        _hidden = _hidden.Length < sample.IsWord.Length ? new bool[sample.IsWord.Length * 2] : _hidden;
        var share = _dice.Unit() * _settings.Hidden;
        var (words, unknown, count) = (0, 0, 0);
        for (var i = 0; i < sample.IsWord.Length; i++)
        {
            _hidden[i] = sample.IsWord[i] && _dice.Unit() < share;
            words += sample.IsWord[i] ? 1 : 0;
            unknown += sample.IsWord[i] && (_hidden[i] || !_known.Contains(sample.Hashes[i])) ? 1 : 0;
            count = _hidden[i] ? count : Activate(sample.Words[2 * i], count);
            count = _hidden[i] || (i > 0 && _hidden[i - 1]) ? count : Activate(sample.Words[(2 * i) + 1], count);
        }

        DenseFeatures.ReadUnknown(words, unknown, sample.Dense);
        var activeWords = count;
        for (var i = 0; i < sample.IsWord.Length; i++)
        {
            for (var run = i == 0 ? 0 : sample.RunEnds[i - 1]; !_hidden[i] && run < sample.RunEnds[i]; run++)
            {
                count = Activate(sample.Runs[run], count);
            }
        }

        return (activeWords, count - activeWords);
    }

    private int Activate(int row, int count)
    {
        _active[count] = row;
        return _kept[row] ? count + 1 : count;
    }

    private void Predict(Sample sample, int words, int runs, float wordScale, float runScale)
    {
        _posterior.AsSpan().Clear();
        for (var i = 0; i < sample.Dense.Length; i++)
        {
            for (var k = 0; sample.Dense[i] != 0 && k < Intents; k++)
            {
                _posterior[k] += sample.Dense[i] * _dense[(i * Intents) + k];
            }
        }

        AddRows(0, words, wordScale);
        AddRows(words, runs, runScale);
        Softmax.Normalize(_posterior);
    }

    private void AddRows(int from, int count, float scale)
    {
        var (a, b, c) = (Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero);
        foreach (var row in _active.AsSpan(from, count))
        {
            var weights = _table.AsSpan(row * Stride, Stride);
            a += Vector128.Create<float>(weights[..4]);
            b += Vector128.Create<float>(weights[4..8]);
            c += Vector128.Create<float>(weights[8..12]);
        }

        for (var i = 0; i < 4; i++)
        {
            _posterior[i] += scale * a[i];
            _posterior[4 + i] += scale * b[i];
        }

        _posterior[8] += scale * c[0];
    }

    private void Step(int from, int count, float scale, float rate)
    {
        var a = Vector128.Create<float>(_gradient.AsSpan(0, 4)) * scale;
        var b = Vector128.Create<float>(_gradient.AsSpan(4, 4)) * scale;
        var c = Vector128.Create<float>(_gradient.AsSpan(8, 4)) * scale;
        var square = 0f;
        foreach (var gradient in _gradient)
        {
            square += gradient * gradient * scale * scale;
        }

        var shrink = 1 - (rate * _settings.Decay);
        foreach (var row in _active.AsSpan(from, count))
        {
            _speed[row] += square;
            var step = rate / MathF.Sqrt(_speed[row] + 1e-3f);
            var weights = _table.AsSpan(row * Stride, Stride);
            ((Vector128.Create<float>(weights[..4]) * shrink) - (a * step)).CopyTo(weights[..4]);
            ((Vector128.Create<float>(weights[4..8]) * shrink) - (b * step)).CopyTo(weights[4..8]);
            ((Vector128.Create<float>(weights[8..12]) * shrink) - (c * step)).CopyTo(weights[8..12]);
        }
    }

    private void StepDense(Sample sample, float rate)
    {
        var square = 0f;
        foreach (var gradient in _gradient)
        {
            square += gradient * gradient;
        }

        for (var i = 0; i < sample.Dense.Length; i++)
        {
            if (sample.Dense[i] == 0)
            {
                continue;
            }

            _denseSpeed[i] += square * sample.Dense[i] * sample.Dense[i];
            var step = rate * _settings.DenseRate * sample.Dense[i] / MathF.Sqrt(_denseSpeed[i] + 1e-3f);
            for (var k = 0; k < Intents; k++)
            {
                _dense[(i * Intents) + k] -= step * _gradient[k];
            }
        }
    }

    private static float Scale(int count) => count == 0 ? 0 : 1 / MathF.Sqrt(count);

    private static void Center(Span<float> weights)
    {
        var sum = 0f;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        foreach (ref var weight in weights)
        {
            weight -= sum / Intents;
        }
    }

    /// <summary>Every intent weighs the same, whatever the number of its lines.</summary>
    private static float[] ClassWeights(IReadOnlyList<Sample> samples)
    {
        var totals = new double[Intents];
        foreach (var sample in samples)
        {
            totals[(int)sample.Intent] += sample.Weight;
        }

        var mean = totals.Sum() / Intents;
        return Array.ConvertAll(totals, total => total == 0 ? 0 : (float)(mean / total));
    }

    /// <summary>Rows that enough authors use: what one author alone writes says who wrote, not what is wanted.</summary>
    private static bool[] Kept(IReadOnlyList<Sample> samples, TrainingSettings settings)
    {
        var seen = new HashSet<(int Row, int Author)>();
        var authors = new int[1 << settings.Bits];
        foreach (var sample in samples)
        {
            foreach (var row in sample.Words.Concat(sample.Runs))
            {
                authors[row] += authors[row] < settings.LeastAuthors && seen.Add((row, sample.Author)) ? 1 : 0;
            }
        }

        return Array.ConvertAll(authors, count => count >= settings.LeastAuthors);
    }

    private static KnownWords Known(IReadOnlyList<Sample> samples, TrainingSettings settings) => new([
        .. samples.Where(sample => !sample.IsCopy)
            .SelectMany(sample => sample.Hashes.Where((_, at) => sample.IsWord[at]).Select(hash => (hash, sample.Author)))
            .Distinct()
            .GroupBy(use => use.hash)
            .Where(word => word.Count() >= settings.LeastAuthors)
            .Select(word => word.Key),
    ]);
}
