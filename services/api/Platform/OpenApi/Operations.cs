using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Agentes.Platform.OpenApi;

/// <summary>What all operations have in common: how errors look, who may call, which headers they take.</summary>
internal static class Operations
{
    public static Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Problem details with a stable code",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(DocumentParts.ProblemName, context.Document) },
            },
        };
        if (metadata.OfType<RequiredScope>().FirstOrDefault() is { } required)
        {
            operation.Description = $"{operation.Description} Needs the scope `{required.Scope}`.".Trim();
        }

        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = Schemes(context.Document, personOnly: metadata.OfType<RequiredUser>().Any());
        }

        AddHeader(operation, context, HttpMethods.Post, Idempotency.Header, "Sent again under the same key, a request is not done again.");
        AddHeader(operation, context, HttpMethods.Patch, "If-Match", "The ETag of what was read; 412 when it was changed since.");
        return Task.CompletedTask;
    }

    private static List<OpenApiSecurityRequirement> Schemes(OpenApiDocument? document, bool personOnly)
    {
        string[] schemes = personOnly ? [DocumentParts.AccessToken] : [DocumentParts.AccessToken, DocumentParts.ApiKey];
        return schemes.ToList()
            .ConvertAll(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] });
    }

    private static void AddHeader(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, string method, string name, string description)
    {
        if (string.Equals(context.Description.HttpMethod, method, StringComparison.OrdinalIgnoreCase))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }
}
