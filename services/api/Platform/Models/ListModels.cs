using System.Globalization;
using System.Text.Json;
using Agentes.ModelGateway;
using Agentes.ModelGateway.Lifecycle;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Models;

/// <summary><c>GET /v1/models</c>: the groups that the caller may use, with what an operator must know about each, in members that clients skip.</summary>
internal static class ListModels
{
    public static async Task Handle(HttpContext http, ModelGatewayClient gateway, Caller caller)
    {
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var group in gateway.Groups.Where(group => caller.Models?.Allows(group.Name) ?? true))
        {
            Write(json, group);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter json, ModelGroupStatus group)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, group.Name);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, 0);
        json.WriteString("owned_by"u8, group.Deployments[0].Provider);
        json.WriteBoolean("available"u8, group.Available);
        if (group.Reason is { } reason)
        {
            json.WriteString("unavailable_reason"u8, reason);
        }

        Write(json, group.Lifecycle);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ModelLifecycle lifecycle)
    {
        json.WriteStartObject("lifecycle"u8);
        json.WriteString("status"u8, JsonNamingPolicy.SnakeCaseLower.ConvertName(lifecycle.Status.ToString()));
        json.WriteString("retired_on"u8, lifecycle.RetiredOn?.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("successor"u8, lifecycle.Successor);
        json.WriteEndObject();
    }
}
