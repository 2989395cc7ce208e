using System.Text.Json;
using Agentes.ModelGateway;
using Agentes.ModelGateway.Faces.OpenAI;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Models;

/// <summary><c>GET /v1/models/{id}</c>; an id may hold slashes.</summary>
internal static class GetModel
{
    public static async Task Handle(string id, HttpContext http, ModelGatewayClient gateway, Caller caller)
    {
        if (caller.Models?.Allows(id) is false || gateway.Describe(id) is not { } found)
        {
            await OpenAIErrorFormat.FailAsync(http, new OpenAIFailure(
                StatusCodes.Status404NotFound, "invalid_request_error", "model_not_found", $"The model '{id}' does not exist or is not configured here."));
            return;
        }

        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        ListModels.Write(json, found);
    }
}
