using System.Net;
using System.Text.Json;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tests.Fixture;
using Agentes.Platform.Tests.Identity;

namespace Agentes.Platform.Tests.Models;

/// <summary>What an operator sees of the models.</summary>
public sealed class ModelGroupTests(PlatformFixture platform)
{
    [Fact]
    public async Task Each_deployment_shows_how_it_stands_what_it_costs_and_no_key_or_address()
    {
        var shop = await platform.NewOrganizationAsync();

        var answer = await shop.Http.GetJsonAsync("model-groups");

        answer.Text("strategy").ShouldBe("peak-ewma");
        var groups = answer.GetProperty("groups").EnumerateArray().ToDictionary(group => group.Text("name")!, StringComparer.Ordinal);
        var sonnet = groups["tier3-sonnet"].GetProperty("deployments")[0];
        (sonnet.Text("provider"), sonnet.Text("model"), sonnet.Text("condition")).ShouldBe(("openai", "fake-1", "healthy"));
        sonnet.GetProperty("price").GetProperty("input_per_token").GetDecimal().ShouldBe(0.000003m);
        sonnet.GetProperty("load").GetProperty("in_flight").ValueKind.ShouldBe(JsonValueKind.Number);
        groups["retired"].GetProperty("deployments")[0].GetProperty("lifecycle").Text("status").ShouldBe("retired");
        groups["local"].GetProperty("available").GetBoolean().ShouldBeTrue();
        answer.GetRawText().ShouldNotContain(platform.Model.Address);
        answer.GetRawText().ShouldNotContain("api_key");
    }

    [Fact]
    public async Task A_call_shows_up_in_the_load_of_its_deployment()
    {
        var shop = await platform.NewOrganizationAsync();
        async Task<long> CallsAsync() => (await shop.Http.GetJsonAsync("model-groups")).GetProperty("groups").EnumerateArray()
            .Single(group => group.Text("name") == "embed").GetProperty("deployments")[0].GetProperty("load").GetProperty("recent_calls").GetInt64();
        var before = await CallsAsync();

        await shop.Http.PostJsonAsync($"{platform.Address}/v1/embeddings", new { model = "embed", input = "um" });

        (await CallsAsync()).ShouldBeGreaterThan(before);
    }

    [Theory]
    [InlineData(Role.Analyst, HttpStatusCode.OK)]
    [InlineData(Role.Manager, HttpStatusCode.OK)]
    [InlineData(Role.Agent, HttpStatusCode.Forbidden)]
    [InlineData(Role.Viewer, HttpStatusCode.Forbidden)]
    public async Task Who_answers_for_the_models_may_see_them(Role role, HttpStatusCode expected)
    {
        var shop = await platform.NewOrganizationAsync();
        var member = await platform.NewMemberAsync(shop, role);

        using var answer = await member.Http.GetAsync(new Uri("model-groups", UriKind.Relative));

        answer.StatusCode.ShouldBe(expected);
    }
}
