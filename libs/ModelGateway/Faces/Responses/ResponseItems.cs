using System.Text;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.Responses;

/// <summary>What kind of item the model put out.</summary>
internal enum ItemKind
{
    Message,
    Reasoning,
    FunctionCall,
}

/// <summary>One item of the output, as far as it is known.</summary>
internal sealed class ResponseItem(ItemKind kind, string id)
{
    public ItemKind Kind => kind;

    public string Id => id;

    public StringBuilder Text { get; } = new();

    public string? Sealed { get; set; }

    public FunctionCallContent? Call { get; init; }

    public bool Done { get; set; }

    /// <summary>The arguments of a call as JSON, else the text.</summary>
    public string Content => Call is null ? Text.ToString() : ToolValues.ArgumentsText(Call);
}

/// <summary>Folds the pieces of a reply into items.</summary>
/// <param name="replyId">Makes the ids of the items unique.</param>
internal sealed class ResponseItems(string replyId)
{
    public List<ResponseItem> All { get; } = [];

    public ChatFinishReason? Finish { get; set; }

    /// <summary>The item that still grows; null when the next piece begins another one.</summary>
    public ResponseItem? Open => All is [.., { Done: false } last] ? last : null;

    public ResponseItem Add(ItemKind kind, FunctionCallContent? call = null)
    {
        var prefix = kind switch
        {
            ItemKind.Message => "msg",
            ItemKind.Reasoning => "rs",
            _ => "fc",
        };
        var item = new ResponseItem(kind, $"{prefix}_{replyId}_{All.Count}") { Call = call };
        All.Add(item);
        return item;
    }

    /// <summary>OpenAI's word for how the response ended, and the reason when it is not complete.</summary>
    public (string Status, string? Reason) Ending => Finish?.Value switch
    {
        "length" => ("incomplete", "max_output_tokens"),
        "content_filter" => ("incomplete", "content_filter"),
        _ => ("completed", null),
    };
}
