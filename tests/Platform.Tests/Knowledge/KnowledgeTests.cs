using System.Text;
using System.Text.Json;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Knowledge;

public sealed class KnowledgeTests(PlatformFixture platform)
{
    [Fact]
    public async Task Knowledge_is_imported_by_title_and_language()
    {
        var shop = await platform.NewOrganizationAsync();
        const string file = """
            title,content,language,tags
            Garantia,"Doze meses, com nota.",pt-BR,garantia
            Garantia,Twelve months.,en,warranty
            Sem conteúdo,,pt-BR,
            Outra língua,Douze mois.,fr,
            """;

        var first = await ImportAsync(shop, file);
        var again = await ImportAsync(shop, file);

        Numbers(first).ShouldBe((2, 0, 2));
        Numbers(again).ShouldBe((0, 2, 2));
        first.GetProperty("errors").EnumerateArray().Select(e => (e.GetProperty("row").GetInt32(), e.Text("field")))
            .ShouldBe([(3, "content"), (4, "language")]);
        (await shop.Http.GetJsonAsync("knowledge")).GetProperty("data").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task An_entry_is_written_changed_deleted_and_restored()
    {
        var shop = await platform.NewOrganizationAsync();
        var created = await shop.Http.PostJsonAsync("knowledge", new { title = "Troca", content = "Sete dias.", tags = new[] { "troca" } });
        var id = created.Text("id");
        var changed = await shop.Http.PatchJsonAsync($"knowledge/{id}", new { content = "Trinta dias." });
        changed.Text("title").ShouldBe("Troca");
        changed.Text("language").ShouldBe("pt-BR");
        (await FindAsync(shop, "trocar em quantos dias")).ShouldBe(["Trinta dias."]);

        await shop.Http.DeleteAsync($"knowledge/{id}");
        (await FindAsync(shop, "trocar em quantos dias")).ShouldBeEmpty();
        (await shop.Http.TryAsync(HttpMethod.Get, $"knowledge/{id}")).Status.ShouldBe(404);
        await shop.Http.PostJsonAsync($"knowledge/{id}/restore", new { });
        (await FindAsync(shop, "trocar em quantos dias")).ShouldBe(["Trinta dias."]);
    }

    private static (int Created, int Updated, int Failed) Numbers(JsonElement report) =>
        (report.GetProperty("created").GetInt32(), report.GetProperty("updated").GetInt32(), report.GetProperty("failed").GetInt32());

    private static async Task<List<string?>> FindAsync(OrganizationScenario shop, string q) =>
        [.. (await shop.Http.GetJsonAsync($"knowledge/search?q={Uri.EscapeDataString(q)}")).GetProperty("data").EnumerateArray()
            .Select(hit => hit.GetProperty("entry").Text("content"))];

    private static async Task<JsonElement> ImportAsync(OrganizationScenario shop, string csv)
    {
        using var response = await shop.Http.PostAsync("knowledge/import", new StringContent(csv, Encoding.UTF8, "text/csv"));
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(200, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
