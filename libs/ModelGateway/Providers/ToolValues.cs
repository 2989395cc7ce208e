using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers;

/// <summary>Arguments and results of tool calls, as text and as JSON.</summary>
internal static class ToolValues
{
    // The library's own options indent, which the model would be charged for.
    private static readonly JsonSerializerOptions Json = new(AIJsonUtilities.DefaultOptions)
    {
        WriteIndented = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A complete call; arguments that are no JSON object leave their exception on it instead of failing the reply.</summary>
    public static FunctionCallContent Call(string id, string name, string arguments) =>
        FunctionCallContent.CreateFromParsedArguments(arguments, id, name, static json => Parse(json));

    public static string ArgumentsText(FunctionCallContent call) => call.Arguments is null ? "{}" : Serialize(call.Arguments);

    public static string ResultText(FunctionResultContent result) => result switch
    {
        { Exception: { } exception } => $"Error: {exception.Message}",
        { Result: null } => "",
        { Result: string text } => text,
        { Result: JsonElement { ValueKind: JsonValueKind.String } text } => text.GetString() ?? "",
        { Result: { } value } => Serialize(value),
    };

    /// <summary>The members of an object, free of the document that they were read from.</summary>
    public static Dictionary<string, object?> Members(JsonElement json) =>
        json.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value.Clone(), StringComparer.Ordinal);

    /// <summary>The caller wants arguments that keep to the schema: <c>strict</c> among the tool's own properties.</summary>
    public static bool IsStrict(AIFunctionDeclaration tool) => tool.AdditionalProperties.TryGetValue("strict", out var strict) && strict is true;

    private static string Serialize(object value)
    {
        var type = value is IDictionary<string, object?> ? typeof(IDictionary<string, object?>) : value.GetType();
        return JsonSerializer.Serialize(value, Json.GetTypeInfo(type));
    }

    private static Dictionary<string, object?> Parse(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind is JsonValueKind.Object
            ? Members(document.RootElement)
            : throw new JsonException("The arguments of a tool call must be an object.");
    }
}
