using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Agentes.Platform.OpenApi;

/// <summary>Text is read by a converter of ours, which the schema exporter cannot look into: say here that it is text.</summary>
internal static class TextSchemas
{
    public static Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.JsonTypeInfo.Type == typeof(string))
        {
            var nullable = context.JsonPropertyInfo is { IsGetNullable: true };
            schema.Type ??= nullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        }

        return Task.CompletedTask;
    }
}
