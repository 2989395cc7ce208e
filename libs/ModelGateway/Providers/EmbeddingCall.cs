using System.Text.Json;

namespace Agentes.ModelGateway.Providers;

/// <summary>Inputs to embed.</summary>
/// <param name="Texts">Texts, when the caller sent texts.</param>
/// <param name="Tokens">Arrays of token numbers, when the caller tokenized by himself.</param>
/// <param name="Dimensions">Size of the vectors, for models that can choose it.</param>
internal sealed record EmbeddingCall(IReadOnlyList<string> Texts, IReadOnlyList<int[]> Tokens, int? Dimensions)
{
    /// <summary>How many vectors are expected.</summary>
    public int Count => Texts.Count + Tokens.Count;

    public void WriteInput(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var text in Texts)
        {
            json.WriteStringValue(text);
        }

        foreach (var tokens in Tokens)
        {
            json.WriteStartArray();
            foreach (var token in tokens)
            {
                json.WriteNumberValue(token);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
