using Agentes.Routing;
using Agentes.Routing.Model;
using Agentes.Routing.Text;
using Agentes.Tools.Common;

namespace Agentes.Tools.Train;

/// <summary>A message as numbers.</summary>
/// <param name="Author">Index of the author, for features that only one author uses.</param>
/// <param name="IsCopy">Whether it was disturbed: its slips are nobody's words.</param>
/// <param name="Words">Two rows of the table for each token: the token, and the pair that ends with it.</param>
/// <param name="IsWord">Whether each token is a word, not a number or an emoji.</param>
/// <param name="Hashes">The whole hash of each token.</param>
/// <param name="Runs">Rows of the runs of characters, token by token.</param>
/// <param name="RunEnds">Where the runs of each token end.</param>
internal sealed record Sample(
    int Author, Intent Intent, float Weight, bool IsCopy, int[] Words, bool[] IsWord, uint[] Hashes, int[] Runs, int[] RunEnds, float[] Dense)
{
    public static Sample From(LabelledText text, int author, float weight, bool isCopy, int bits)
    {
        var dense = new float[DenseFeatures.Count];
        using var tokens = TokenizedText.Rent(text.Text);
        var sink = new Collector((1u << bits) - 1);
        MessageFeatures.Read(tokens, ref sink);
        var isWord = new List<bool>();
        var hashes = new List<uint>();
        foreach (var token in tokens.Tokens)
        {
            if (!token.EndsClause)
            {
                isWord.Add(token.Kind == TokenKind.Word);
                hashes.Add(MessageFeatures.HashOf(token.Kind, tokens.TextOf(token)));
            }
        }

        DenseFeatures.Read(tokens, isWord.Count(word => word), dense);
        return new Sample(author, text.Intent, weight, isCopy, [.. sink.Words], [.. isWord], [.. hashes], [.. sink.Runs], sink.RunEnds(), dense);
    }

    private readonly struct Collector(uint mask) : IFeatureSink
    {
        private readonly List<int> _runTokens = [];
        private readonly List<int> _tokens = [];

        public List<int> Words { get; } = [];

        public List<int> Runs { get; } = [];

        public void Add(FeatureGroup group, uint hash, int token)
        {
            (group == FeatureGroup.Words ? Words : Runs).Add((int)(hash & mask));
            if (group == FeatureGroup.Words && (Words.Count & 1) == 1)
            {
                _tokens.Add(token);
            }
            else if (group == FeatureGroup.Characters)
            {
                _runTokens.Add(token);
            }
        }

        public void EndClause()
        {
            // Training reads the message as a whole.
        }

        public int[] RunEnds()
        {
            var ends = new int[_tokens.Count];
            var end = 0;
            for (var i = 0; i < ends.Length; i++)
            {
                while (end < _runTokens.Count && _runTokens[end] == _tokens[i])
                {
                    end++;
                }

                ends[i] = end;
            }

            return ends;
        }
    }
}
