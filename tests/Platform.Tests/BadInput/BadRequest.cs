using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.BadInput;

/// <summary>A request that must be refused, and how: its status, and the code that programs switch on.</summary>
public sealed partial record BadRequest(HttpMethod Method, string Path, byte[]? Body, int Status, string Code)
{
    /// <summary>What is wrong with it, when the payload does not show it.</summary>
    public string Because { get; init; } = "";

    public string? ContentType { get; init; } = "application/json";

    /// <summary>Sent as they are, without being checked.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Whether the caller's credential goes with it; rows about credentials bring their own.</summary>
    public bool Signed { get; init; } = true;

    public static BadRequest Json(HttpMethod method, string path, string json, string code = "validation_failed", int status = 400) =>
        new(method, path, Encoding.UTF8.GetBytes(json), status, code);

    public static BadRequest Get(string path, string code = "validation_failed", int status = 400) =>
        new(HttpMethod.Get, path, null, status, code);

    /// <summary>What is wrong with the answer; empty when it refuses as it should.</summary>
    public async Task<string> FaultAsync(HttpClient http, string? bearer)
    {
        using var request = Message(bearer);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var fault = (int)response.StatusCode != Status ? $"status {(int)response.StatusCode}"
            : response.Content.Headers.ContentType?.MediaType != "application/problem+json" ? $"is {response.Content.Headers.ContentType}"
            : Leak().Match(text) is { Success: true } leak ? $"gives away '{leak.Value}'"
            : Members(JsonDocument.Parse(text).RootElement);
        return fault.Length == 0 ? "" : $"{this}: {fault}: {text}";
    }

    public override string ToString()
    {
        var body = Body is null ? "" : Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 150)));
        return $"{Method} {Path} {Because} {body} must be {Status} {Code}";
    }

    private HttpRequestMessage Message(string? bearer)
    {
        var request = new HttpRequestMessage(Method, Path) { Content = Body is null ? null : new ByteArrayContent(Body) };
        if (request.Content is not null && ContentType is not null)
        {
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        }

        // A body that is refused unread is not sent: else the connection breaks before the answer is read.
        request.Headers.ExpectContinue = Body?.Length > 500_000;
        request.Headers.Authorization = Signed ? new AuthenticationHeaderValue("Bearer", bearer) : null;
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private string Members(JsonElement problem) =>
        problem.Text("code") != Code ? "code"
        : problem.GetProperty("status").GetInt32() != Status ? "status in the body"
        : problem.Text("request_id") is not { Length: > 0 } ? "no request_id"
        : problem.Text("detail") is not { Length: > 0 } ? "no detail"
        : problem.Text("type")?.EndsWith("/" + Code, StringComparison.Ordinal) != true ? "type"
        : Code == "validation_failed" && !HasErrors(problem) ? "no errors with pointers" : "";

    private static bool HasErrors(JsonElement problem) =>
        problem.TryGetProperty("errors", out var errors) && errors.EnumerateArray().Any()
        && errors.EnumerateArray().All(error =>
            error.Text("pointer") is { Length: > 1 } && error.Text("code") is not null && error.Text("message") is not null);

    /// <summary>What an answer must not tell of our insides: types, traces, statements.</summary>
    [GeneratedRegex(
        @"System\.|Microsoft\.|Npgsql|Agentes\.|Exception|\bat \w+\.|SELECT |INSERT |UPDATE |\.cs\b|localhost",
        RegexOptions.None, 1000)]
    private static partial Regex Leak();
}
