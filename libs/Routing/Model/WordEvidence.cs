using Agentes.Routing.Text;

namespace Agentes.Routing.Model;

/// <summary>Names the words that spoke for an intent most. Only words that the model was trained on: never a name or a number.</summary>
internal static class WordEvidence
{
    private const int Reported = 3;

    /// <summary>A word must move its intent against the mean of the others by about this many steps to be worth a mention.</summary>
    private const double Least = 0.25;

    public static string[] Of(IntentWeights weights, scoped TokenizedText tokens, Intent intent)
    {
        var found = new List<(double Weight, string Word)>();
        foreach (var token in tokens.Tokens)
        {
            if (token.Kind != TokenKind.Word || token.Length < 2)
            {
                continue;
            }

            var word = tokens.TextOf(token);
            var hash = MessageFeatures.HashOf(token.Kind, word);
            var row = weights.Table.AsSpan((int)(hash & weights.Mask) * IntentWeights.Stride, IntentWeights.Stride);
            var weight = weights.Step * Lead(row, (int)intent);
            if (weight >= Least && weights.Known.Contains(hash) && !word.ContainsAnyExceptInRange('a', 'z'))
            {
                found.Add((weight, word.ToString()));
            }
        }

        found.Sort(static (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : string.CompareOrdinal(a.Word, b.Word));
        return [.. found.Select(entry => entry.Word).Distinct(StringComparer.Ordinal).Take(Reported)];
    }

    private static double Lead(ReadOnlySpan<sbyte> row, int intent)
    {
        var others = 0.0;
        for (var i = 0; i < IntentNames.Count; i++)
        {
            others += i == intent ? 0 : row[i];
        }

        return row[intent] - (others / (IntentNames.Count - 1));
    }
}
