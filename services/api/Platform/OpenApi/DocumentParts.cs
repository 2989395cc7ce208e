using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Agentes.Platform.OpenApi;

/// <summary>The parts of the document that no route mentions: title, credentials, the shape of an error.</summary>
internal static class DocumentParts
{
    public const string AccessToken = "access_token";
    public const string ApiKey = "api_key";
    public const string ProblemName = "Problem";

    public static Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info.Title = "Agentes de Conversão";
        document.Info.Version = "v1";
        document.Info.Description =
            "Conversational agents that sell and support. JSON is snake_case, lists are keyset pages, "
            + "errors are problem details with a stable code.";

        // Clients are generated for any installation: the address they talk to is theirs to say.
        document.Servers?.Clear();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [AccessToken] = Bearer("The access token of a signed-in member; who belongs to several organizations sends X-Organization-Id."),
            [ApiKey] = Bearer("An API key of an organization: ak_…"),
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        document.Components.Schemas[ProblemName] = Problem();
        return Task.CompletedTask;
    }

    private static OpenApiSecurityScheme Bearer(string description) =>
        new() { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = description };

    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "code", "retryable" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = Text("A URI that names the kind of problem."),
            ["title"] = Text("The kind in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text("What to do about it."),
            ["code"] = Text("Stable, for programs."),
            ["request_id"] = Text("Names this request in the server's logs."),
            ["retryable"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "Whether it may succeed later." },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                    {
                        ["pointer"] = Text("Where: a JSON pointer, or the parameter."),
                        ["code"] = Text("Stable, for programs."),
                        ["message"] = Text("What is wrong."),
                    },
                },
            },
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
