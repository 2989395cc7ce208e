using System.Net.Http.Json;
using System.Text.Json;

namespace Agentes.Platform.Tests.Fixture;

/// <summary>JSON over HTTP in one line, with the answer in the message when it is not the expected one.</summary>
public static class JsonHttp
{
    public static async Task<JsonElement> GetJsonAsync(this HttpClient http, string path) => await ReadAsync(await http.GetAsync(path));

    public static async Task<JsonElement> PostJsonAsync(this HttpClient http, string path, object body) =>
        await ReadAsync(await http.PostAsJsonAsync(path, body));

    public static async Task<JsonElement> PatchJsonAsync(this HttpClient http, string path, object body) =>
        await ReadAsync(await http.PatchAsJsonAsync(path, body));

    /// <summary>Sends and returns what came back, whatever its status.</summary>
    public static async Task<(int Status, JsonElement Body)> TryAsync(this HttpClient http, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public static string? Text(this JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static string Code(this JsonElement problem) => problem.Text("code") ?? $"no code in {problem}";

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
