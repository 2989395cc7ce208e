using System.Reflection;
using Agentes.Routing.Lexical;
using Agentes.Routing.Model;
using Agentes.Routing.Text;

namespace Agentes.Routing;

/// <summary>
/// Reads intents with a trained linear model over words, pairs of words, runs of characters, and the cues of the lexicon. Portuguese
/// and English share one table. One instance serves all threads.
/// </summary>
public sealed class IntentModel : IIntentClassifier
{
    private const double InheritedShare = 0.6;
    private const int LongestFollowUp = 6;
    private const double Flat = 0.25;
    private const double DefaultEvidence = 1.0;
    private const double LeastTrust = 0.2;
    private const double ShortMessage = 5;

    private static readonly Lazy<IntentModel> Shipped = new(LoadShipped);
    private readonly IntentWeights _weights;
    private readonly IntentMix _mix;
    private readonly IntentAdaptation? _adaptation;
    private readonly CueReader _cues = new(Lexicon.Default);

    internal IntentModel(IntentWeights weights, IntentMix mix, IntentAdaptation? adaptation = null)
    {
        _weights = weights;
        _mix = mix;
        _adaptation = adaptation;
        Version = $"ngram-1-{weights.Checksum}" + (adaptation is null ? "" : "+" + adaptation.Version);
    }

    /// <summary>The model that ships inside this assembly, for the customary mix; loaded once, on first use.</summary>
    public static IntentModel Default => Shipped.Value;

    /// <inheritdoc/>
    public string Version { get; }

    internal IntentWeights Weights => _weights;

    /// <summary>Loads a model file.</summary>
    /// <param name="file">The whole content of the file.</param>
    /// <exception cref="InvalidDataException">The file is no model, is of another format, or was changed or cut.</exception>
    public static IntentModel Load(ReadOnlySpan<byte> file) => new(IntentModelFile.Read(file), IntentMix.Customary);

    /// <summary>The same model for another mix of intents, such as an organization's own.</summary>
    public IntentModel With(IntentMix mix) => new(_weights, mix, _adaptation);

    /// <summary>The same model with what was learned from an organization's own labels; null takes it away.</summary>
    public IntentModel With(IntentAdaptation? adaptation) => new(_weights, _mix, adaptation);

    /// <summary>Reads one message and allocates nothing. Accepts any text and does not throw.</summary>
    /// <param name="text">The message; only the first 4,096 characters count.</param>
    /// <param name="language">Language tag when known: it chooses the temperature.</param>
    /// <param name="posterior">Nine numbers in the order of <see cref="Intent"/>; overwritten.</param>
    /// <exception cref="ArgumentException">The posterior has not nine places.</exception>
    public IntentReading Read(ReadOnlySpan<char> text, string? language, Span<double> posterior)
    {
        if (posterior.Length != IntentNames.Count)
        {
            throw new ArgumentException("There are nine intents.", nameof(posterior));
        }

        Span<bool> seen = stackalloc bool[_cues.CueCount];
        using var tokens = TokenizedText.Rent(text);
        return Read(tokens, language, posterior, seen).Reading;
    }

    /// <inheritdoc/>
    public IntentPrediction Classify(string text, IReadOnlyList<string> recentTurns, string? languageHint)
    {
        Span<double> posterior = stackalloc double[IntentNames.Count];
        Span<bool> seen = stackalloc bool[_cues.CueCount];
        using var tokens = TokenizedText.Rent(text);
        var (reading, words) = Read(tokens, languageHint, posterior, seen);
        if (reading.Abstained && words <= LongestFollowUp && recentTurns.Count > 0
            && Inherit(recentTurns[^1], languageHint, posterior, seen) is { } inherited)
        {
            return new IntentPrediction(inherited, List(posterior), _cues.NamesOf(inherited, seen), Inherited: true);
        }

        string[] cues = reading.Abstained ? [] : _cues.NamesOf(reading.Intent, seen);
        string[] evidence = reading.Abstained ? [] : WordEvidence.Of(_weights, tokens, reading.Intent);
        return new IntentPrediction(reading.Intent, List(posterior), cues, reading.Abstained) { Words = evidence };
    }

    /// <summary>The logits of a message before temperature and mix.</summary>
    internal MessageShape Logits(
        scoped TokenizedText tokens, string? language, Span<double> logits, Span<bool> seen, out bool known)
    {
        Span<double> scores = stackalloc double[IntentNames.Count];
        var shape = _cues.Score(tokens, scores, seen, CueReader.LongMessageIn(language));
        Span<float> dense = stackalloc float[DenseFeatures.Count];
        DenseFeatures.Read(tokens, shape.Words, dense);
        var knownWords = DenseFeatures.ReadUnknown(tokens, _weights.Known, dense);
        Span<double> denseLogits = stackalloc double[IntentNames.Count];
        denseLogits.Clear();
        for (var i = 0; i < dense.Length; i++)
        {
            for (var k = 0; dense[i] != 0 && k < denseLogits.Length; k++)
            {
                denseLogits[k] += dense[i] * _weights.Dense[(i * IntentNames.Count) + k];
            }
        }

        Span<int> scratch = stackalloc int[EvidenceSums.Scratch];
        scratch.Clear();
        Span<double> mean = stackalloc double[IntentNames.Count];
        mean.Clear();
        var sums = new EvidenceSums(_weights, denseLogits, scratch, mean);
        MessageFeatures.Read(tokens, ref sums);
        sums.Finish(logits);
        // In a long message some cue is always found by chance; in a short one it is the matter.
        var trust = LeastTrust + ((1 - LeastTrust) * Math.Min(1, ShortMessage / Math.Max(1, shape.Words)));
        for (var i = 0; i < scores.Length; i++)
        {
            logits[i] += _weights.CueWeight * trust * scores[i];
        }

        known = shape.HasEvidence || knownWords > 0;
        return shape;
    }

    /// <summary>The logits of a message for an even mix; probabilities by their softmax are calibrated.</summary>
    internal void CalibratedLogits(scoped TokenizedText tokens, string? language, Span<double> logits)
    {
        Span<bool> seen = stackalloc bool[_cues.CueCount];
        Logits(tokens, language, logits, seen, out _);
        foreach (ref var logit in logits)
        {
            logit /= _weights.TemperatureOf(language);
        }
    }

    private (IntentReading Reading, int Words) Read(
        scoped TokenizedText tokens, string? language, Span<double> posterior, Span<bool> seen)
    {
        var shape = Logits(tokens, language, posterior, seen, out var known);
        if (!known && _adaptation is null)
        {
            // The mix alone, and the cheap default on top: a static answer is tried first.
            posterior.Clear();
            var fallback = shape.IsQuestion ? Intent.Faq : Intent.SimpleInfo;
            posterior[(int)fallback] = DefaultEvidence;
            Softmax.Normalize(posterior);
            return (new IntentReading(fallback, posterior[(int)fallback], Abstained: true), shape.Words);
        }

        var temperature = _weights.TemperatureOf(language);
        for (var i = 0; i < posterior.Length; i++)
        {
            posterior[i] /= temperature;
        }

        _adaptation?.Shift(tokens, posterior);
        var best = 0;
        for (var i = 0; i < posterior.Length; i++)
        {
            posterior[i] += _adaptation is null ? _mix.LogShares[i] : 0;
            best = posterior[i] > posterior[best] ? i : best;
        }

        Softmax.Normalize(posterior);
        return (new IntentReading((Intent)best, posterior[best], posterior[best] < Flat), shape.Words);
    }

    /// <summary>Whoever sends a word that says nothing means the matter of the turn before; hardly ever its greeting.</summary>
    private Intent? Inherit(string before, string? language, Span<double> posterior, Span<bool> seen)
    {
        Span<double> inherited = stackalloc double[IntentNames.Count];
        using var tokens = TokenizedText.Rent(before);
        if (Read(tokens, language, inherited, seen).Reading is { Abstained: true } or { Intent: Intent.Greeting })
        {
            return null;
        }

        inherited[(int)Intent.Greeting] = 1e-3;
        for (var i = 0; i < inherited.Length; i++)
        {
            posterior[i] = InheritedShare * Softmax.Log(Math.Max(inherited[i], 1e-12));
        }

        Softmax.Normalize(posterior);
        var best = 0;
        for (var i = 1; i < posterior.Length; i++)
        {
            best = posterior[i] > posterior[best] ? i : best;
        }

        return (Intent)best;
    }

    private static IntentProbability[] List(ReadOnlySpan<double> posterior)
    {
        var list = new IntentProbability[posterior.Length];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = new IntentProbability((Intent)i, posterior[i]);
        }

        return list;
    }

    private static IntentModel LoadShipped()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(IntentModelFile.ResourceName)
            ?? throw new InvalidDataException("The assembly holds no intent model.");
        var file = new byte[resource.Length];
        resource.ReadExactly(file);
        return Load(file);
    }
}
