using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>Writes images, sounds and documents: their bytes, or the address the provider fetches them from.</summary>
internal static class GeminiMedia
{
    public static void Write(Utf8JsonWriter writer, AIContent content)
    {
        writer.WriteStartObject();
        switch (content)
        {
            case DataContent data:
                WriteBytes(writer, data);
                break;
            case UriContent { Uri.Scheme: "data" } uri:
                WriteBytes(writer, new DataContent(uri.Uri.OriginalString));
                break;
            case UriContent uri:
                WriteAddress(writer, uri.Uri.AbsoluteUri, uri.MediaType);
                break;
            case HostedFileContent file:
                WriteAddress(writer, file.FileId, file.MediaType);
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteBytes(Utf8JsonWriter writer, DataContent data)
    {
        writer.WriteStartObject("inlineData"u8);
        writer.WriteString("mimeType"u8, data.MediaType);
        writer.WriteBase64String("data"u8, data.Data.Span);
        writer.WriteEndObject();
    }

    private static void WriteAddress(Utf8JsonWriter writer, string address, string? mediaType)
    {
        writer.WriteStartObject("fileData"u8);
        writer.WriteString("fileUri"u8, address);
        if (mediaType is not null && !mediaType.Contains('*', StringComparison.Ordinal))
        {
            writer.WriteString("mimeType"u8, mediaType);
        }

        writer.WriteEndObject();
    }
}
