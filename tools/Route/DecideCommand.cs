using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Agentes.Routing;
using Agentes.Tools.Common;

namespace Agentes.Tools.Route;

/// <summary>Writes the decision for every line.</summary>
internal static class DecideCommand
{
    private static readonly JsonSerializerOptions Wire = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    public static int Run(IntentModel model, string file, TextWriter output) => Run(model, LabelledFile.Lines(file), output);

    public static int Run(IntentModel model, TextReader input, TextWriter output) => Run(model, Lines(input), output);

    private static int Run(IntentModel model, IEnumerable<string> lines, TextWriter output)
    {
        var router = new ModelRouter(model, new ComplexityEstimator(), RoutingPolicy.Specification);
        foreach (var (index, line) in lines.Index())
        {
            var decision = router.Decide(Parse(line, index + 1));
            output.WriteLine(JsonSerializer.Serialize(Shown(decision), Wire));
        }

        return 0;
    }

    private static Decision Shown(RoutingDecision decision) => new(
        (int)decision.Tier,
        decision.ModelHint,
        IntentNames.Of(decision.Intent),
        Math.Round(decision.Confidence, 4),
        decision.Posterior.ToDictionary(entry => IntentNames.Of(entry.Intent), entry => Math.Round(entry.Probability, 4)),
        Math.Round(decision.Complexity, 4),
        decision.Language,
        decision.ReasonCodes,
        decision.PolicyVersion,
        decision.ClassifierVersion);

    private static RoutingRequest Parse(string line, int number)
    {
        var row = JsonSerializer.Deserialize<Row>(line, Wire);
        return row?.Text is { } text && row.MaxTier is >= 1 and <= 4
            ? new RoutingRequest
            {
                Text = text,
                CustomerValue = row.CustomerValue,
                LanguageHint = row.Language,
                RecentTurns = row.RecentTurns ?? [],
                MaxTier = (ModelTier)row.MaxTier,
            }
            : throw new FormatException($"Row {number} has no text, or its max_tier is not 1 to 4.");
    }

    private static IEnumerable<string> Lines(TextReader input)
    {
        while (input.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return line;
            }
        }
    }

    private sealed record Row(
        string? Text, decimal CustomerValue = 0, string? Language = null, IReadOnlyList<string>? RecentTurns = null, int MaxTier = 4);

    private sealed record Decision(
        int Tier,
        string ModelHint,
        string Intent,
        double Confidence,
        Dictionary<string, double> Posterior,
        double Complexity,
        string Language,
        IReadOnlyList<string> ReasonCodes,
        string PolicyVersion,
        string ClassifierVersion);
}
