using System.Text.Json;
using Agentes.ModelGateway.Faces;
using Agentes.ModelGateway.Faces.Anthropic;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Models;

/// <summary>
/// <c>POST /v1/messages/count_tokens</c>. An estimate from the length of the text, and it says so: no model is asked.
/// </summary>
internal static class CountMessageTokens
{
    public static async Task Handle(HttpContext http)
    {
        try
        {
            var request = MessagesRequest.ReadToCount(await RequestBody.ReadAsync(http.Request, http.RequestAborted));
            http.Response.ContentType = "application/json";
            await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
            json.WriteStartObject();
            json.WriteNumber("input_tokens"u8, request.EstimateTokens());
            json.WriteBoolean("estimated"u8, true);
            json.WriteEndObject();
        }
        catch (FaceException bad)
        {
            await http.GetEndpoint()!.Metadata.GetRequiredMetadata<IModelErrorFormat>().FailAsync(http, bad);
        }
    }
}
