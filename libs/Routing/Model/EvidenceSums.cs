using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Agentes.Routing.Model;

/// <summary>
/// Adds up the rows of a message's features in whole numbers, so that the order does not matter, and keeps the mean of the clauses.
/// </summary>
internal ref struct EvidenceSums : IFeatureSink
{
    /// <summary>Numbers that the caller lends: two groups of the message, two of the clause.</summary>
    public const int Scratch = 4 * IntentWeights.Stride;

    /// <summary>A lane holds 32,767 and a row adds at most 127.</summary>
    private const int MostBeforeSpill = 250;

    private readonly IntentWeights _weights;
    private readonly ReadOnlySpan<double> _dense;
    private readonly Span<int> _totals;
    private readonly Span<int> _clause;
    private readonly Span<double> _mean;
    private Vector128<short> _wordsLow;
    private Vector128<short> _wordsHigh;
    private Vector128<short> _runsLow;
    private Vector128<short> _runsHigh;
    private int _pending;
    private int _clauseWords;
    private int _clauseRuns;
    private int _words;
    private int _runs;
    private int _clauses;
    private double _meanWeight;

    /// <param name="weights">The model.</param>
    /// <param name="dense">What the dense features say: nine logits.</param>
    /// <param name="scratch"><see cref="Scratch"/> zeros.</param>
    /// <param name="mean">Nine zeros.</param>
    public EvidenceSums(IntentWeights weights, ReadOnlySpan<double> dense, Span<int> scratch, Span<double> mean)
    {
        _weights = weights;
        _dense = dense;
        _totals = scratch[..(2 * IntentWeights.Stride)];
        _clause = scratch[(2 * IntentWeights.Stride)..];
        _mean = mean;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(FeatureGroup group, uint hash, int token)
    {
        var offset = (nuint)(hash & _weights.Mask) * IntentWeights.Stride;
        var row = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_weights.Table), offset);
        var (low, high) = Vector128.Widen(row);
        if (group == FeatureGroup.Characters)
        {
            _runsLow += low;
            _runsHigh += high;
            _clauseRuns++;
        }
        else
        {
            _wordsLow += low;
            _wordsHigh += high;
            _clauseWords++;
        }

        if (++_pending == MostBeforeSpill)
        {
            Spill();
        }
    }

    public void EndClause()
    {
        Spill();
        Span<double> logits = stackalloc double[IntentNames.Count];
        _dense.CopyTo(logits);
        AddGroup(logits, _clause, _clauseWords);
        AddGroup(logits, _clause[IntentWeights.Stride..], _clauseRuns);
        Softmax.Normalize(logits);
        // A clause of nine words says more than one of a single word, but not nine times as much.
        var weight = Math.Sqrt(_clauseWords);
        for (var i = 0; i < logits.Length; i++)
        {
            _mean[i] += weight * logits[i];
        }

        _meanWeight += weight;
        for (var i = 0; i < _clause.Length; i++)
        {
            _totals[i] += _clause[i];
        }

        _clause.Clear();
        _words += _clauseWords;
        _runs += _clauseRuns;
        _clauses++;
        _clauseWords = 0;
        _clauseRuns = 0;
    }

    /// <summary>The logits of the message: those of the whole, drawn towards the mean of its clauses when there are several.</summary>
    public void Finish(Span<double> logits)
    {
        _dense.CopyTo(logits);
        AddGroup(logits, _totals, _words);
        AddGroup(logits, _totals[IntentWeights.Stride..], _runs);
        if (_clauses < 2)
        {
            return;
        }

        Span<double> whole = stackalloc double[IntentNames.Count];
        logits.CopyTo(whole);
        Softmax.Normalize(whole);
        var share = _weights.ClauseShare;
        for (var i = 0; i < logits.Length; i++)
        {
            var mixed = ((1 - share) * whole[i]) + (share * _mean[i] / _meanWeight);
            logits[i] = Softmax.Log(Math.Max(mixed, 1e-12));
        }
    }

    private readonly void AddGroup(Span<double> logits, ReadOnlySpan<int> sums, int count)
    {
        if (count == 0)
        {
            return;
        }

        var scale = _weights.Step / Math.Sqrt(count);
        for (var i = 0; i < logits.Length; i++)
        {
            logits[i] += scale * sums[i];
        }
    }

    private void Spill()
    {
        AddTo(_clause, _wordsLow, _wordsHigh);
        AddTo(_clause[IntentWeights.Stride..], _runsLow, _runsHigh);
        _wordsLow = _wordsHigh = _runsLow = _runsHigh = default;
        _pending = 0;
    }

    private static void AddTo(Span<int> sums, Vector128<short> low, Vector128<short> high)
    {
        for (var i = 0; i < Vector128<short>.Count; i++)
        {
            sums[i] += low[i];
            sums[i + Vector128<short>.Count] += high[i];
        }
    }
}
