using System.Text.Json;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Providers.Gemini;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.OpenAI;

/// <summary>Tool calls in a history.</summary>
internal static class ToolCalls
{
    public static FunctionCallContent Read(JsonElement call, string path)
    {
        var function = call.Find("function") ?? throw FaceException.Missing($"{path}.function");
        var content = new FunctionCallContent(
            call.RequiredText("id", path), function.RequiredText("name", $"{path}.function"), Arguments(function, $"{path}.function.arguments"));
        if (call.Find("extra_content") is { } extra)
        {
            // Where compatible clients carry what another provider sealed, such as a thought signature.
            (content.AdditionalProperties ??= [])[GeminiSeal.PropertyName] = extra.Clone();
        }

        return content;
    }

    /// <summary>Arguments are JSON inside of a string; an empty string means none.</summary>
    internal static Dictionary<string, object?> Arguments(JsonElement function, string path)
    {
        var arguments = function.Find("arguments");
        if (arguments is { ValueKind: JsonValueKind.Object } whole)
        {
            return ToolValues.Members(whole);
        }

        var text = function.Text("arguments", path) ?? "";
        if (text.AsSpan().Trim().IsEmpty)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? ToolValues.Members(document.RootElement)
                : throw FaceException.Invalid(path, $"'{path}' must be a JSON object in a string.");
        }
        catch (JsonException)
        {
            throw FaceException.Invalid(path, $"'{path}' is not valid JSON.");
        }
    }
}
