using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>Writes one content block: text, thinking, picture, document, tool call or tool result.</summary>
internal static class AnthropicBlocks
{
    private const string Pdf = "application/pdf";

    /// <exception cref="ProviderException">The content is of a kind that this wire does not carry.</exception>
    public static void Write(Utf8JsonWriter writer, AnthropicBlock block, AnthropicPlan plan, AnthropicCache cache, bool isPrefill)
    {
        switch (block.Content)
        {
            case TextReasoningContent thought:
                WriteThinking(writer, thought, plan);
                return;
            case TextContent text:
                // Space behind the beginning of a reply is refused.
                StartText(writer, isPrefill ? text.Text.TrimEnd() : text.Text);
                break;
            case FunctionCallContent call:
                writer.WriteStartObject();
                writer.WriteString("type"u8, "tool_use"u8);
                writer.WriteString("id"u8, block.CallId);
                writer.WriteString("name"u8, plan.ToolNames.Send(call.Name));
                writer.WritePropertyName("input"u8);
                writer.WriteRawValue(ToolValues.ArgumentsText(call), skipInputValidation: true);
                break;
            case FunctionResultContent result:
                StartResult(writer, result, block.CallId);
                break;
            default:
                StartMedia(writer, block.Content);
                break;
        }

        cache.Write(writer, PromptCaching.WishOf(block.Content.AdditionalProperties));
        writer.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter writer, string text)
    {
        StartText(writer, text);
        writer.WriteEndObject();
    }

    private static void StartText(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, text);
    }

    // Thinking of others, or without its seal, is not sent: the text that came of it is what counts.
    private static void WriteThinking(Utf8JsonWriter writer, TextReasoningContent thought, AnthropicPlan plan)
    {
        if (!plan.Model.CanThink || !AnthropicSeal.TryOpen(thought, plan.Deployment.Model, out var redacted, out var data))
        {
            return;
        }

        writer.WriteStartObject();
        if (redacted)
        {
            writer.WriteString("type"u8, "redacted_thinking"u8);
            writer.WriteString("data"u8, data);
        }
        else
        {
            writer.WriteString("type"u8, "thinking"u8);
            writer.WriteString("thinking"u8, thought.Text);
            writer.WriteString("signature"u8, data);
        }

        writer.WriteEndObject();
    }

    private static void StartResult(Utf8JsonWriter writer, FunctionResultContent result, string? id)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "tool_result"u8);
        writer.WriteString("tool_use_id"u8, id);
        var parts = result.Result switch
        {
            AIContent one => [one],
            IEnumerable<AIContent> several => several.ToList(),
            _ => null,
        };
        if (parts is not null)
        {
            writer.WriteStartArray("content"u8);
            foreach (var part in parts)
            {
                WritePart(writer, part);
            }

            writer.WriteEndArray();
        }
        else if (ToolValues.ResultText(result) is { Length: > 0 } text)
        {
            writer.WriteString("content"u8, text);
        }

        if (result.Exception is not null)
        {
            writer.WriteBoolean("is_error"u8, true);
        }
    }

    private static void WritePart(Utf8JsonWriter writer, AIContent part)
    {
        if (part is TextContent text)
        {
            if (!string.IsNullOrWhiteSpace(text.Text))
            {
                WriteText(writer, text.Text);
            }

            return;
        }

        StartMedia(writer, part);
        writer.WriteEndObject();
    }

    private static void StartMedia(Utf8JsonWriter writer, AIContent content)
    {
        var (mediaType, name) = content switch
        {
            DataContent data => (data.MediaType, data.Name),
            UriContent uri => (uri.MediaType, null),
            _ => ("", null),
        };
        var isImage = mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase);
        var isText = content is DataContent && mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase);
        if (!isImage && !isText && !mediaType.Equals(Pdf, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProviderException(new ModelFailure(
                FailureClass.InvalidRequest, $"the provider takes no {(mediaType.Length > 0 ? mediaType : content.GetType().Name)}"));
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, isImage ? "image"u8 : "document"u8);
        writer.WriteStartObject("source"u8);
        WriteSource(writer, content, isText ? "text/plain" : mediaType, isText);
        writer.WriteEndObject();
        if (!isImage && name is { Length: > 0 })
        {
            writer.WriteString("title"u8, name);
        }
    }

    private static void WriteSource(Utf8JsonWriter writer, AIContent content, string mediaType, bool isText)
    {
        if (content is UriContent uri)
        {
            writer.WriteString("type"u8, "url"u8);
            writer.WriteString("url"u8, uri.Uri.AbsoluteUri);
            return;
        }

        var data = (DataContent)content;
        writer.WriteString("type"u8, isText ? "text"u8 : "base64"u8);
        writer.WriteString("media_type"u8, mediaType);
        if (isText)
        {
            writer.WriteString("data"u8, data.Data.Span);
        }
        else
        {
            writer.WriteBase64String("data"u8, data.Data.Span);
        }
    }
}
