using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Agentes.Platform.Identity;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Tests.Models;

/// <summary>What the official clients do not send, and what they never look at.</summary>
public sealed class FaceTests(PlatformFixture platform)
{
    private const string Model = "tier3-sonnet";

    [Theory]
    [InlineData("chat/completions", "", 400, "missing_body")]
    [InlineData("chat/completions", "{", 400, "invalid_json")]
    [InlineData("chat/completions", "[]", 400, "invalid_json")]
    [InlineData("chat/completions", """{"messages":[]}""", 400, "missing_required_parameter")]
    [InlineData("chat/completions", """{"model":"tier3-sonnet","messages":[]}""", 400, "invalid_value")]
    [InlineData("chat/completions", """{"model":"tier3-sonnet","messages":[{"role":"king","content":"Oi"}]}""", 400, "invalid_value")]
    [InlineData("chat/completions", """{"model":"tier3-sonnet","messages":[{"role":"user"}]}""", 400, "missing_required_parameter")]
    [InlineData("chat/completions", """{"model":"tier3-sonnet","temperature":3,"messages":[{"role":"user","content":"Oi"}]}""", 400, "invalid_value")]
    [InlineData("chat/completions", """{"model":"tier3-sonnet","stream":"yes","messages":[{"role":"user","content":"Oi"}]}""", 400, "invalid_value")]
    [InlineData(
        "chat/completions",
        """{"model":"tier3-sonnet","tools":[{"type":"magic"}],"messages":[{"role":"user","content":"Oi"}]}""",
        400,
        "invalid_value")]
    [InlineData(
        "chat/completions",
        """{"model":"tier3-sonnet","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"ftp://x/y"}}]}]}""",
        400,
        "invalid_value")]
    [InlineData(
        "chat/completions",
        """{"model":"tier3-sonnet","messages":[{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"f","arguments":"{"}}]}]}""",
        400,
        "invalid_value")]
    [InlineData("embeddings", """{"model":"embed"}""", 400, "missing_required_parameter")]
    [InlineData("embeddings", """{"model":"embed","input":[]}""", 400, "invalid_value")]
    [InlineData("embeddings", """{"model":"embed","input":{"a":1}}""", 400, "invalid_value")]
    [InlineData("embeddings", """{"model":"embed","input":"um","encoding_format":"hex"}""", 400, "invalid_value")]
    public async Task A_bad_request_is_refused_in_the_shape_of_OpenAI_before_a_model_is_asked(string path, string body, int status, string code)
    {
        var shop = await platform.NewOrganizationAsync();

        var (got, _, error) = await PostAsync(shop.Key, path, body);

        got.ShouldBe(status);
        error.GetProperty("error").GetProperty("code").GetString().ShouldBe(code);
        error.GetProperty("error").GetProperty("type").GetString().ShouldBe("invalid_request_error");
        error.GetProperty("error").GetProperty("message").GetString().ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Members_that_nobody_here_knows_reach_a_provider_of_the_same_wire_and_members_for_the_gateway_do_not()
    {
        var shop = await platform.NewOrganizationAsync();
        var marker = Guid.CreateVersion7().ToString();
        const string extras = """ "logit_bias":{"50256":-100},"vendor_option":{"deep":[1,2]},"num_retries":0,"tags":["a"] """;

        var (status, headers, reply) = await PostAsync(
            shop.Key, "chat/completions", $$"""{"model":"{{Model}}",{{extras}},"messages":[{"role":"user","content":"{{marker}} #say Oi"}]}""");

        status.ShouldBe(200);
        reply.GetProperty("id").GetString().ShouldBe("c1", "the provider's own answer");
        headers.GetValues("x-litellm-model-group").ShouldBe([Model]);
        var sent = platform.Model.Requests.Single(request => request.RootElement.GetRawText().Contains(marker, StringComparison.Ordinal)).RootElement;
        sent.GetProperty("model").GetString().ShouldBe("fake-1");
        sent.GetProperty("vendor_option").GetRawText().ShouldBe("""{"deep":[1,2]}""");
        sent.GetProperty("logit_bias").GetRawText().ShouldBe("""{"50256":-100}""");
        sent.TryGetProperty("num_retries", out _).ShouldBeFalse();
        sent.TryGetProperty("tags", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("chat/completions")]
    [InlineData("responses")]
    [InlineData("embeddings")]
    [InlineData("messages")]
    public async Task A_body_beyond_the_limit_is_refused_in_the_shape_of_each_face(string path)
    {
        var shop = await platform.NewOrganizationAsync();
        var (type, name) = path == "messages" ? ("request_too_large", "type") : ("invalid_request_error", "code");

        var (status, error) = await AnnounceAsync(shop.Key, path, 33 * 1024 * 1024);

        status.ShouldBe(413);
        error.GetProperty("error").GetProperty("type").GetString().ShouldBe(type);
        error.GetProperty("error").GetProperty(name).GetString().ShouldNotBeNullOrEmpty();
        error.GetProperty("error").GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("larger");
    }

    [Fact]
    public async Task The_list_of_models_says_which_are_retired_and_what_follows_them()
    {
        var shop = await platform.NewOrganizationAsync();
        using var client = platform.Client(shop.Key);

        using var list = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{platform.Address}/v1/models")));
        using var one = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{platform.Address}/v1/models/retired")));

        var retired = Lifecycle(list.RootElement, "retired");
        retired.GetProperty("status").GetString().ShouldBe("retired");
        retired.GetProperty("retired_on").GetString().ShouldBe("2025-10-28");
        retired.GetProperty("successor").GetString().ShouldNotBeNullOrEmpty();
        one.RootElement.GetProperty("lifecycle").GetRawText().ShouldBe(retired.GetRawText());
        Lifecycle(list.RootElement, Model).GetProperty("status").GetString().ShouldNotBe("retired", "the control");

        static JsonElement Lifecycle(JsonElement list, string id) => list.GetProperty("data").EnumerateArray()
            .Single(model => model.GetProperty("id").GetString() == id).GetProperty("lifecycle");
    }

    [Fact]
    public async Task A_key_needs_the_scope_and_each_face_says_so_in_its_own_shape()
    {
        var shop = await platform.NewOrganizationAsync();
        var poor = await platform.Services.GetRequiredService<OrganizationProvisioning>()
            .AddApiKeyAsync(shop.Id, "poor", [Scopes.AgentsRead], CancellationToken.None);
        const string body = $$"""{"model":"{{Model}}","max_tokens":9,"messages":[{"role":"user","content":"#say Oi"}]}""";

        var (openAI, _, said) = await PostAsync(poor, "chat/completions", body);
        var (anthropic, _, alsoSaid) = await PostAsync(poor, "messages", body);

        (openAI, anthropic).ShouldBe((403, 403));
        said.GetProperty("error").GetProperty("type").GetString().ShouldBe("permission_error");
        alsoSaid.GetProperty("type").GetString().ShouldBe("error");
        alsoSaid.GetProperty("error").GetProperty("type").GetString().ShouldBe("permission_error");
        (await PostAsync(shop.Key, "chat/completions", body)).Status.ShouldBe(200, "the positive control");
        (await PostAsync(shop.Key, "messages", body)).Status.ShouldBe(200, "the positive control");
    }

    /// <summary>Says how long the body will be and waits: what is refused for its size need not be sent.</summary>
    private async Task<(int Status, JsonElement Body)> AnnounceAsync(string key, string path, long length)
    {
        var address = new Uri(platform.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/{path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {length}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        var json = answer[answer.IndexOf('{')..(answer.LastIndexOf('}') + 1)];
        return (int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture), JsonDocument.Parse(json).RootElement);
    }

    private async Task<(int Status, HttpResponseHeaders Headers, JsonElement Body)> PostAsync(string key, string path, string body)
    {
        using var client = platform.Client(key);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri($"{platform.Address}/v1/{path}"), content);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError, text);
        return ((int)response.StatusCode, response.Headers, JsonDocument.Parse(text).RootElement.Clone());
    }
}
