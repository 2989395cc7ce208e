using System.Net.Http.Json;
using System.Text.Json;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Tests.Identity;

/// <summary>Somebody who signed up, with a client that sends his access token.</summary>
public sealed record Person(Guid Id, string Email, string AccessToken, string RefreshToken, HttpClient Http)
{
    /// <summary>Set for members: the id of the membership.</summary>
    public Guid MemberId { get; init; }
}

public static class People
{
    public const string Password = "uma senha longa";

    public static async Task<Person> NewPersonAsync(this PlatformFixture platform, string? email = null)
    {
        email ??= $"pessoa-{Guid.CreateVersion7():N}@example.com";
        using var http = platform.Client(bearer: null);
        var session = await http.PostJsonAsync(
            "/auth/v1/signup", new { email, password = Password, data = new { full_name = "Ana Lima" } });
        var token = session.Text("access_token")!;
        return new Person(
            session.GetProperty("user").GetProperty("id").GetGuid(), email, token, session.Text("refresh_token")!, platform.Client(token));
    }

    /// <summary>A new person who is a member of the organization.</summary>
    public static async Task<Person> NewMemberAsync(this PlatformFixture platform, OrganizationScenario organization, Role role)
    {
        var person = await platform.NewPersonAsync();
        var member = new Member(organization.Id, person.Id, person.Email, "Ana Lima", role, TimeProvider.System.GetUtcNow());
        await using var db = platform.Across.CreateDb();
        db.Add(member);
        await db.SaveChangesAsync();
        return person with { MemberId = member.Id };
    }

    /// <summary>Sends a request as a Supabase client does that knows errors by code.</summary>
    public static async Task<AuthAnswer> AuthAsync(
        this HttpClient http, HttpMethod method, string path, object? body = null, string? bearer = null, string? version = "2024-01-01")
    {
        using var request = new HttpRequestMessage(method, "/auth/v1/" + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = bearer is null ? null : new("Bearer", bearer);
        if (version is not null)
        {
            request.Headers.Add("X-Supabase-Api-Version", version);
        }

        using var response = await http.SendAsync(request);
        return await AuthAnswer.ReadAsync(response);
    }

    /// <summary>What opens the admin endpoints of this installation.</summary>
    public static string ServiceKey(this PlatformFixture platform) =>
        platform.Services.GetRequiredService<PlatformOptions>().ServiceKey.ShouldNotBeNull();

    /// <summary>Sends what an administrator does with users; <paramref name="rest"/> is an id, a query or nothing.</summary>
    public static async Task<AuthAnswer> AdminAsync(this PlatformFixture platform, HttpMethod method, string rest, object? body = null)
    {
        using var http = platform.Client(bearer: null);
        var path = "admin/users" + (rest.Length == 0 || rest[0] == '?' ? rest : "/" + rest);
        return await http.AuthAsync(method, path, body, platform.ServiceKey());
    }
}

/// <summary>What an auth endpoint answered.</summary>
public sealed record AuthAnswer(int Status, JsonElement Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? Code => Body.Text("code");

    public static async Task<AuthAnswer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var headers = response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
        return new AuthAnswer((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, headers);
    }

    public string RefreshToken => Body.Text("refresh_token") ?? throw new ShouldAssertException($"no session: {Body}");

    public string AccessToken => Body.Text("access_token") ?? throw new ShouldAssertException($"no session: {Body}");
}
