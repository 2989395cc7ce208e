using System.Text.Json;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>Takes the pieces of a reply out of a JSON array; a reply that is no array is one piece.</summary>
internal static class GeminiArray
{
    /// <returns>The pieces; the last one is cut off when the bytes end inside it.</returns>
    /// <exception cref="JsonException">The bytes between the pieces are not those of an array.</exception>
    public static List<(ReadOnlyMemory<byte> Json, bool CutOff)> Split(ReadOnlyMemory<byte> body)
    {
        var pieces = new List<(ReadOnlyMemory<byte> Json, bool CutOff)>();
        var reader = new Utf8JsonReader(body.Span, isFinalBlock: false, state: default);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartArray)
        {
            pieces.Add((body, false));
            return pieces;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            var whole = reader.TrySkip();
            pieces.Add((whole ? body[start..(int)reader.BytesConsumed] : body[start..], !whole));
            if (!whole)
            {
                break;
            }
        }

        return pieces;
    }
}
