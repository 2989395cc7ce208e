using System.Text;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Accounting;

/// <summary>
/// Token counts from the length of the text, for replies without usage: four characters to a token and four tokens to a message, which is
/// what the common tokenizers come to on average for English and slightly less than they take for Portuguese.
/// </summary>
internal static class TokenEstimate
{
    private const int CharactersPerToken = 4;
    private const int TokensPerMessage = 4;

    /// <summary>What an image of usual size comes to at most providers; a document is several.</summary>
    private const int TokensPerImage = 1500;

    public static TokenUsage Of(ModelCall call, long outputCharacters) =>
        new(OfPrompt(call), Tokens(outputCharacters), Estimated: true);

    /// <summary>Tokens of the prompt.</summary>
    public static long OfPrompt(ModelCall call)
    {
        var size = Measure(call, static text => text.Length);
        return Tokens(size.Text) + (TokensPerMessage * (long)call.Messages.Count) + (TokensPerImage * size.Images);
    }

    /// <summary>Tokens that the prompt does not exceed: one for each byte, and for each message what its frame may take.</summary>
    public static long MostOfPrompt(ModelCall call)
    {
        var size = Measure(call, Encoding.UTF8.GetByteCount);
        return size.Text + (4 * TokensPerMessage * (call.Messages.Count + 1L)) + (4 * TokensPerImage * size.Images);
    }

    private static (long Text, long Images) Measure(ModelCall call, Func<string, int> length)
    {
        var (text, images) = ((long)length(call.Options.Instructions ?? ""), 0L);
        foreach (var message in call.Messages)
        {
            foreach (var content in message.Contents)
            {
                var size = content switch
                {
                    TextContent part => length(part.Text),
                    FunctionCallContent called => length(called.Name) + length(ToolValues.ArgumentsText(called)),
                    FunctionResultContent result => length(ToolValues.ResultText(result)),
                    _ => 0,
                };
                text += size;
                images += content is DataContent or UriContent ? 1 : 0;
            }
        }

        foreach (var tool in call.Options.Tools ?? [])
        {
            text += length(tool.Name) + length(tool.Description)
                + (tool is AIFunctionDeclaration function ? length(function.JsonSchema.GetRawText()) : 0);
        }

        foreach (var tokens in call.Embedding?.Tokens ?? [])
        {
            text += tokens.Length * (long)CharactersPerToken;
        }

        return (text, images);
    }

    private static long Tokens(long characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;
}
