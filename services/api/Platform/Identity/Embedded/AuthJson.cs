using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>
/// How the auth endpoints read and write JSON. Unlike the API they tolerate what they do not know: newer clients send more.
/// </summary>
internal static class AuthJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 32,
    };

    public static IResult Ok<T>(T body) => TypedResults.Json(body, Options);

    /// <summary>Success that has nothing to say.</summary>
    public static IResult Ok() => TypedResults.Text("{}", "application/json");
}

/// <summary>A request body read by these rules.</summary>
internal sealed record AuthBody<T>(T Value)
    where T : class
{
    public static async ValueTask<AuthBody<T>> BindAsync(HttpContext http)
    {
        try
        {
            var value = await JsonSerializer.DeserializeAsync<T>(http.Request.Body, AuthJson.Options, http.RequestAborted);
            return new AuthBody<T>(value ?? throw new JsonException());
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException(AuthErrors.BadJson.Message, AuthErrors.BadJson.Status, broken);
        }
    }
}
