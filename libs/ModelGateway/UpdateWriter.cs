using Agentes.ModelGateway.Accounting;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway;

/// <summary>Gives the deltas of one reply the shape of Microsoft.Extensions.AI.</summary>
internal sealed class UpdateWriter
{
    private readonly string _id = Guid.CreateVersion7().ToString("n");

    public ChatResponseUpdate Write(in ModelDelta delta)
    {
        var update = new ChatResponseUpdate(ChatRole.Assistant, Contents(delta))
        {
            ResponseId = _id,
            MessageId = _id,
            FinishReason = delta.FinishReason,
        };
        if (delta.Receipt is { } receipt)
        {
            update.ModelId = receipt.Model;
            update.AdditionalProperties = new() { [GatewayReceipt.PropertyName] = receipt };
        }

        return update;
    }

    private static List<AIContent> Contents(in ModelDelta delta)
    {
        var contents = new List<AIContent>(1);
        if (delta.Reasoning is not null)
        {
            contents.Add(delta.Reasoning);
        }

        if (delta.Text is not null)
        {
            contents.Add(new TextContent(delta.Text));
        }

        if (delta.ToolCall is not null)
        {
            contents.Add(delta.ToolCall);
        }

        if (delta.Receipt is { } receipt)
        {
            contents.Add(new UsageContent(
                new TokenUsage(receipt.InputTokens, receipt.OutputTokens, receipt.CachedTokens, receipt.ReasoningTokens)
                {
                    CacheWriteTokens = receipt.CacheWriteTokens,
                    CacheWriteLongTokens = receipt.CacheWriteLongTokens,
                }.ToDetails()));
        }

        return contents;
    }
}
