using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Agentes.Platform.Agents;
using Agentes.Platform.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Tests.Agents;

public sealed class AgentTests(PlatformFixture platform)
{
    [Fact]
    public async Task An_agent_begins_as_a_draft_with_sensible_settings()
    {
        var shop = await platform.NewOrganizationAsync();
        var agent = await shop.Http.PostJsonAsync("agents", new { name = "Vendas", draft = new { persona = "Lia", language = "pt-BR" } });

        agent.Text("status").ShouldBe("draft");
        agent.GetProperty("published_version").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var draft = agent.GetProperty("draft");
        draft.Text("language").ShouldBe("pt-BR");
        draft.GetProperty("tier_cap").GetInt32().ShouldBe(4);
        draft.GetProperty("quiet_window_ms").GetInt32().ShouldBe(2000);
        draft.GetProperty("semantic_cache").GetBoolean().ShouldBeFalse();
        (await shop.Http.GetJsonAsync($"agents/{agent.Text("id")}")).ToString().ShouldBe(agent.ToString());
    }

    [Fact]
    public async Task An_agent_that_was_stored_before_there_was_a_setting_has_its_default()
    {
        var shop = await platform.NewOrganizationAsync();
        var id = (await shop.Http.PostJsonAsync("agents", new { name = "Vendas", draft = new { semantic_cache = true, tier_cap = 2 } })).Text("id");
        await using (var forget = platform.Across.Database.CreateCommand("UPDATE agents SET draft = draft - 'SemanticCache' WHERE id = $1::uuid"))
        {
            forget.Parameters.AddWithValue(id!);
            (await forget.ExecuteNonQueryAsync()).ShouldBe(1);
        }

        var draft = (await shop.Http.GetJsonAsync($"agents/{id}")).GetProperty("draft");

        (draft.GetProperty("semantic_cache").GetBoolean(), draft.GetProperty("tier_cap").GetInt32()).ShouldBe((false, 2));
    }

    [Fact]
    public async Task A_change_touches_only_what_it_names()
    {
        var shop = await platform.NewOrganizationAsync();
        var agent = await shop.Http.PostJsonAsync(
            "agents", new { name = "Vendas", description = "Vende", draft = new { persona = "Lia", greeting = "Oi", tier_cap = 3 } });

        var changed = await shop.Http.PatchJsonAsync(
            $"agents/{agent.Text("id")}",
            new { description = (string?)null, draft = new { greeting = (string?)null, tools = new[] { "search" } } });

        changed.Text("name").ShouldBe("Vendas");
        changed.Text("description").ShouldBeNull();
        var draft = changed.GetProperty("draft");
        draft.Text("persona").ShouldBe("Lia");
        draft.Text("greeting").ShouldBeNull();
        draft.GetProperty("tier_cap").GetInt32().ShouldBe(3);
        draft.GetProperty("tools")[0].GetString().ShouldBe("search");
    }

    [Theory]
    [InlineData("""{"draft":{"tier_cap":5}}""", "validation_failed")]
    [InlineData("""{"draft":{"tier_cap":null}}""", "invalid_json")]
    [InlineData("""{"draft":{"language":"fr"}}""", "invalid_json")]
    [InlineData("""{"draft":{"unknown":1}}""", "invalid_json")]
    [InlineData("""{"name":""}""", "validation_failed")]
    [InlineData("""{"name":"A","name":"B"}""", "invalid_json")]
    [InlineData("""{"draft":{"tools":["a",null]}}""", "validation_failed")]
    [InlineData("""[]""", "invalid_json")]
    public async Task A_change_that_breaks_a_rule_is_refused(string body, string code)
    {
        var shop = await platform.NewOrganizationAsync();
        var id = (await shop.Http.PostJsonAsync("agents", new { name = "Vendas" })).Text("id");

        using var content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        using var response = await shop.Http.PatchAsync($"agents/{id}", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).Code().ShouldBe(code);
        (await shop.Http.GetJsonAsync($"agents/{id}")).Text("name").ShouldBe("Vendas");
    }

    [Fact]
    public async Task A_change_based_on_an_old_reading_is_refused()
    {
        var shop = await platform.NewOrganizationAsync();
        var id = (await shop.Http.PostJsonAsync("agents", new { name = "Vendas" })).Text("id");
        using var read = await shop.Http.GetAsync($"agents/{id}");
        var etag = read.Headers.ETag!;

        (await ChangeAsync("Primeira")).ShouldBe(HttpStatusCode.OK);
        (await ChangeAsync("Segunda")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await shop.Http.GetJsonAsync($"agents/{id}")).Text("name").ShouldBe("Primeira");

        async Task<HttpStatusCode> ChangeAsync(string name)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"agents/{id}") { Content = JsonContent.Create(new { name }) };
            request.Headers.IfMatch.Add(etag);
            using var response = await shop.Http.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task What_is_published_answers_until_the_next_publication()
    {
        var shop = await platform.NewOrganizationAsync();
        var agent = await shop.Http.PostJsonAsync("agents", new { name = "Vendas", draft = new { persona = "um" } });
        var id = agent.GetProperty("id").GetGuid();
        var directory = platform.Services.GetRequiredService<AgentDirectory>();
        (await directory.FindAsync(shop.Id, id, default))!.VersionNumber.ShouldBeNull();

        (await shop.Http.PostJsonAsync($"agents/{id}/publish", new { })).Text("status").ShouldBe("published");
        await shop.Http.PatchJsonAsync($"agents/{id}", new { draft = new { persona = "dois" } });

        var active = await directory.FindAsync(shop.Id, id, default);
        active!.VersionNumber.ShouldBe(1);
        active.Settings.Persona.ShouldBe("um");

        await shop.Http.PostJsonAsync($"agents/{id}/publish", new { });
        (await directory.FindAsync(shop.Id, id, default))!.Settings.Persona.ShouldBe("dois");
        var versions = (await shop.Http.GetJsonAsync($"agents/{id}/versions")).GetProperty("data");
        versions.EnumerateArray().Select(v => v.GetProperty("number").GetInt32()).ShouldBe([2, 1]);
        (await shop.Http.GetJsonAsync($"agents/{id}/versions/1")).GetProperty("settings").Text("persona").ShouldBe("um");
    }

    [Fact]
    public async Task A_deleted_agent_is_gone_at_once_and_can_be_restored()
    {
        var shop = await platform.NewOrganizationAsync();
        var id = await shop.NewAgentAsync();
        await shop.Http.GetJsonAsync($"agents/{id}");
        var directory = platform.Services.GetRequiredService<AgentDirectory>();

        using (var deleted = await shop.Http.DeleteAsync($"agents/{id}"))
        {
            deleted.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await shop.Http.TryAsync(HttpMethod.Get, $"agents/{id}")).Status.ShouldBe(404);
        (await shop.Http.GetJsonAsync("agents")).GetProperty("data").GetArrayLength().ShouldBe(0);
        (await directory.FindAsync(shop.Id, id, default)).ShouldBeNull();

        await shop.Http.PostJsonAsync($"agents/{id}/restore", new { });
        (await shop.Http.GetJsonAsync($"agents/{id}")).Text("name").ShouldBe("Vendas");
        (await directory.FindAsync(shop.Id, id, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Another_organizations_agent_is_not_found()
    {
        var (shop, other) = (await platform.NewOrganizationAsync(), await platform.NewOrganizationAsync());
        var id = await shop.NewAgentAsync();
        (await shop.Http.TryAsync(HttpMethod.Get, $"agents/{id}")).Status.ShouldBe(200);

        (await other.Http.TryAsync(HttpMethod.Get, $"agents/{id}")).Status.ShouldBe(404);
        (await other.Http.TryAsync(HttpMethod.Patch, $"agents/{id}", new { name = "x" })).Status.ShouldBe(404);
        (await other.Http.TryAsync(HttpMethod.Delete, $"agents/{id}")).Status.ShouldBe(404);
        (await other.Http.TryAsync(HttpMethod.Post, $"agents/{id}/publish")).Status.ShouldBe(404);
        (await other.Http.TryAsync(HttpMethod.Get, $"agents/{id}/versions")).Status.ShouldBe(404);
        (await platform.Services.GetRequiredService<AgentDirectory>().FindAsync(other.Id, id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_list_is_walked_page_by_page_newest_first()
    {
        var shop = await platform.NewOrganizationAsync();
        for (var i = 1; i <= 5; i++)
        {
            await shop.Http.PostJsonAsync("agents", new { name = $"Agente {i}" });
        }

        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = await shop.Http.GetJsonAsync($"agents?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            names.AddRange(page.GetProperty("data").EnumerateArray().Select(a => a.Text("name")!));
            cursor = page.GetProperty("page").Text("next_cursor");
        }
        while (cursor is not null);

        names.ShouldBe(["Agente 5", "Agente 4", "Agente 3", "Agente 2", "Agente 1"]);
    }
}
