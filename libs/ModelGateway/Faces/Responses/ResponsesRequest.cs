using System.Buffers;
using System.Text.Json;
using Agentes.ModelGateway.Faces.Controls;
using Agentes.ModelGateway.Faces.OpenAI;
using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.Responses;

/// <summary>
/// The body of <c>POST /v1/responses</c> (OpenAI's API reference, responses). Nothing is stored: who asks to go on from an earlier response
/// is told to send the whole input.
/// </summary>
public sealed class ResponsesRequest : FaceRequest
{
    private ResponsesRequest(ModelCall call)
        : base(call)
    {
    }

    /// <param name="body">UTF-8 JSON.</param>
    /// <exception cref="FaceException">The request is not valid.</exception>
    public static ResponsesRequest Read(ReadOnlyMemory<byte> body)
    {
        using var document = RequestLimits.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind is not JsonValueKind.Object)
        {
            throw new FaceException("invalid_json", null, "The body must be a JSON object.");
        }

        RefuseState(root);
        var model = root.RequiredText("model", "");
        var options = new ChatOptions
        {
            ModelId = model,
            Instructions = root.Text("instructions", ""),
            MaxOutputTokens = root.Whole("max_output_tokens", 1) is { } tokens ? (int)Math.Min(tokens, int.MaxValue) : null,
            Temperature = root.Number("temperature", 0, 2),
            TopP = root.Number("top_p", 0, 1),
            AllowMultipleToolCalls = root.Flag("parallel_tool_calls"),
            Reasoning = root.Find("reasoning") is { } reasoning ? ChatRequest.Reasoning(reasoning, "effort") : null,
            ResponseFormat = root.Find("text")?.Find("format") is { } format ? Format(format) : null,
        };
        ReadTools(root, options);
        CacheMember.Read(root, options);
        var call = new ModelCall(model, ResponseInput.Read(root), options)
        {
            Buffered = !(root.Flag("stream") ?? false),
            Face = CallFaces.Responses,
            EndUser = root.Text("user", ""),
            Controls = ControlsReader.Read(root, static other => Read(other).Call),
        };
        return new ResponsesRequest(call);
    }

    /// <inheritdoc/>
    public override IReplyWriter CreateWriter(IBufferWriter<byte> output, ReplyIdentity reply) =>
        Stream ? new ResponseStreamWriter(output, reply) : new ResponseReply(output, reply);

    private static void RefuseState(JsonElement root)
    {
        foreach (var name in (ReadOnlySpan<string>)["previous_response_id", "conversation", "prompt"])
        {
            if (root.Find(name) is not null)
            {
                throw new FaceException(
                    "unsupported_parameter", name, $"'{name}' refers to what OpenAI stores. Nothing is stored here: send the whole input each time.");
            }
        }

        if (root.Flag("background") is true)
        {
            throw new FaceException("unsupported_parameter", "background", "'background' is not supported: wait for the reply or stream it.");
        }
    }

    private static ChatResponseFormat Format(JsonElement format) => format.RequiredText("type", "text.format") switch
    {
        "text" => ChatResponseFormat.Text,
        "json_object" => ChatResponseFormat.Json,
        "json_schema" => ChatResponseFormat.ForJsonSchema(
            format.Find("schema")?.Clone() ?? throw FaceException.Missing("text.format.schema"),
            format.RequiredText("name", "text.format"),
            format.Text("description", "text.format")),
        var other => throw FaceException.Invalid("text.format.type", $"'{other}' is not one of text, json_object, json_schema."),
    };

    private static void ReadTools(JsonElement root, ChatOptions options)
    {
        if (root.Array("tools") is { } array && array.GetArrayLength() > 0)
        {
            RequestLimits.CheckTools(array);
            options.Tools = [];
            foreach (var tool in array.EnumerateArray())
            {
                var path = $"tools[{options.Tools.Count}]";
                options.Tools.Add(tool.RequiredText("type", path) == "function"
                    ? ChatTools.Declaration(tool, "parameters", path)
                    : throw FaceException.Invalid($"{path}.type", "Only functions are taken here; other tools run at their provider."));
            }
        }

        options.ToolMode = root.Find("tool_choice") switch
        {
            null => null,
            { ValueKind: JsonValueKind.Object } choice => ChatToolMode.RequireSpecific(choice.RequiredText("name", "tool_choice")),
            { } word => ChatTools.ByWord(word),
        };
    }
}
