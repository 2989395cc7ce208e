using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Accounting;

/// <summary>
/// Token counts from the length of the text, for replies without usage: four characters to a token and four tokens to a message, which is
/// what the common tokenizers come to on average for English and slightly less than they take for Portuguese.
/// </summary>
internal static class TokenEstimate
{
    private const int CharactersPerToken = 4;
    private const int TokensPerMessage = 4;

    public static TokenUsage Of(ModelCall call, long outputCharacters)
    {
        var characters = (long)(call.Options.Instructions?.Length ?? 0);
        foreach (var message in call.Messages)
        {
            characters += message.Text.Length;
        }

        var input = Tokens(characters) + (TokensPerMessage * (long)call.Messages.Count);
        return new TokenUsage(input, Tokens(outputCharacters), Estimated: true);
    }

    private static long Tokens(long characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;
}
