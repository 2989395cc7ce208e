using Agentes.Platform.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Agentes.Platform.OpenApi;

/// <summary>A change has the members of what it changes, none of them required.</summary>
internal static class PatchSchemas
{
    public static async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = context.JsonTypeInfo.Type;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(MergePatch<>))
        {
            return;
        }

        var changed = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], cancellationToken: ct);
        schema.Type = JsonSchemaType.Object;
        schema.Description = "What is absent stays, null clears, objects merge (RFC 7396).";
        schema.Properties = changed.Properties;
        schema.Required = null;
    }
}
