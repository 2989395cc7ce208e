using System.Text.Json;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Guards;

/// <summary>A call whose texts, tool arguments and tool results went through a mask.</summary>
internal static class MaskedCall
{
    public static ModelCall Of(ModelCall call, PersonalDataMask mask)
    {
        var options = call.Options.Clone();
        options.Instructions = options.Instructions is { } instructions ? mask.Mask(instructions) : null;
        return call with
        {
            Messages = [.. call.Messages.Select(message => Masked(message, mask))],
            Options = options,

            // The caller's own bytes have everything in them that must not leave.
            Original = default,
            Embedding = call.Embedding is { } embedding ? embedding with { Texts = [.. embedding.Texts.Select(mask.Mask)] } : null,
        };
    }

    public static FunctionCallContent Restored(FunctionCallContent call, PersonalDataMask mask) => WithArguments(call, mask.Restore);

    private static ChatMessage Masked(ChatMessage message, PersonalDataMask mask)
    {
        var masked = message.Clone();
        masked.Contents = [.. message.Contents.Select(content => Masked(content, mask))];
        return masked;
    }

    private static AIContent Masked(AIContent content, PersonalDataMask mask) => content switch
    {
        TextContent text => new TextContent(mask.Mask(text.Text)) { AdditionalProperties = text.AdditionalProperties },
        TextReasoningContent thought => new TextReasoningContent(mask.Mask(thought.Text))
        {
            ProtectedData = thought.ProtectedData,
            AdditionalProperties = thought.AdditionalProperties,
        },
        FunctionCallContent call => WithArguments(call, mask.Mask),
        FunctionResultContent result => new FunctionResultContent(result.CallId, mask.Mask(ToolValues.ResultText(result)))
        {
            AdditionalProperties = result.AdditionalProperties,
        },
        _ => content,
    };

    // Names and values hold no quotation marks, so the JSON around them stays JSON.
    private static FunctionCallContent WithArguments(FunctionCallContent call, Func<string, string> change)
    {
        if (call.Arguments is not { Count: > 0 })
        {
            return call;
        }

        using var document = JsonDocument.Parse(change(ToolValues.ArgumentsText(call)));
        return new FunctionCallContent(call.CallId, call.Name, ToolValues.Members(document.RootElement))
        {
            AdditionalProperties = call.AdditionalProperties,
        };
    }
}
