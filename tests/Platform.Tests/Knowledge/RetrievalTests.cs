using System.Text;
using Agentes.Platform.Data;
using Agentes.Platform.Knowledge;
using Agentes.Platform.Tenancy;
using Agentes.Platform.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Agentes.Platform.Tests.Knowledge;

public sealed class RetrievalTests(PlatformFixture platform, ITestOutputHelper output)
{
    private Retrieval Retrieval => platform.Services.GetRequiredService<Retrieval>();

    [Fact]
    public async Task Customers_questions_find_the_right_row_among_the_first_three()
    {
        var shop = await NewShopAsync();
        var questions = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "RetrievalQuestions.tsv"));
        questions.Length.ShouldBeGreaterThanOrEqualTo(60);
        var missed = new List<string>();
        var first = 0;
        foreach (var question in questions.Select(line => line.Split('\t')))
        {
            var expected = question[1].Split('|');
            var found = (await Retrieval.FindAsync(shop.Id, question[0], Language(question[0]), [], 3, default)).Select(Name).ToList();
            first += found.Take(1).Intersect(expected).Count();
            if (!found.Intersect(expected).Any())
            {
                missed.Add($"{question[0]}: {string.Join(" | ", found)}");
            }
        }

        var recall = 1 - ((double)missed.Count / questions.Length);
        output.WriteLine($"recall@3 {recall:0.000}, recall@1 {(double)first / questions.Length:0.000} of {questions.Length} questions");
        recall.ShouldBeGreaterThanOrEqualTo(0.95, string.Join('\n', missed));
    }

    [Fact]
    public async Task A_product_comes_with_the_facts_of_its_row()
    {
        var shop = await NewShopAsync();
        var passage = (await Retrieval.FindAsync(shop.Id, "quanto custa a air fryer crocante", "pt-BR", [], 3, default))[0];

        passage.Kind.ShouldBe(PassageKind.Product);
        passage.Product!.Sku.ShouldBe("AFR-MD55-127");
        passage.Product.Price.ShouldBe(499.90m);
        passage.Product.Stock.ShouldBe(27);
        passage.Score.ShouldBeInRange(0.5, 1);
    }

    [Fact]
    public async Task An_agents_tags_limit_its_knowledge_and_not_its_products()
    {
        var shop = await NewShopAsync();
        var all = await Retrieval.FindAsync(shop.Id, "prazo de entrega e garantia da geladeira", "pt-BR", [], 20, default);
        var tagged = await Retrieval.FindAsync(shop.Id, "prazo de entrega e garantia da geladeira", "pt-BR", ["garantia"], 20, default);

        all.ShouldContain(p => p.Title.StartsWith("Prazo de entrega", StringComparison.Ordinal));
        tagged.ShouldNotContain(p => p.Title.StartsWith("Prazo de entrega", StringComparison.Ordinal));
        tagged.ShouldContain(p => p.Kind == PassageKind.Knowledge);
        tagged.ShouldContain(p => p.Kind == PassageKind.Product);
    }

    [Fact]
    public async Task Another_organizations_words_find_nothing()
    {
        await NewShopAsync();
        var empty = await platform.NewOrganizationAsync();
        (await Retrieval.FindAsync(empty.Id, "geladeira branca", "pt-BR", [], 5, default)).ShouldBeEmpty();

        await empty.Http.PostJsonAsync("products", new { sku = "X", name = "Geladeira minha", price = 1 });
        var found = await Retrieval.FindAsync(empty.Id, "geladeira branca", "pt-BR", [], 5, default);
        found.Select(p => p.Title).ShouldBe(["Geladeira minha"]);
    }

    [Fact]
    public async Task The_search_function_obeys_the_organization_of_the_transaction_and_none_other()
    {
        var shop = await NewShopAsync();
        (await CountAsync(shop.Id)).ShouldBeGreaterThan(0);
        (await CountAsync(Guid.CreateVersion7())).ShouldBe(0);

        async Task<long> CountAsync(Guid organization)
        {
            await using var batch = platform.Services.GetRequiredService<TenantDatabase>().CreateBatch(organization);
            const string search = "SELECT count(*) FROM search_passages('{geladeira}', NULL, '{}', 100, true, true, 10)";
            batch.BatchCommands.Add(new NpgsqlBatchCommand(search));
            await using var reader = await batch.ExecuteReaderAsync();
            await reader.NextResultAsync();
            await reader.ReadAsync();
            return reader.GetInt64(0);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("oi, tudo?")]
    [InlineData("😀😀")]
    [InlineData("' OR 1=1; --")]
    [InlineData("!!! & | <-> ((")]
    public async Task Any_text_may_be_asked(string text)
    {
        var shop = await NewShopAsync();
        (await Retrieval.FindAsync(shop.Id, text, "pt-BR", [], 3, default)).Count.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_very_long_message_is_searched_by_its_beginning()
    {
        var shop = await NewShopAsync();
        var text = "qual o prazo de entrega em São Paulo? " + string.Concat(Enumerable.Repeat("blá blá blá ", 2000));
        (await Retrieval.FindAsync(shop.Id, text, "pt-BR", [], 3, default))[0].Title.ShouldStartWith("Prazo de entrega em São Paulo");
    }

    private static string Name(RetrievedPassage passage) => passage.Product?.Sku ?? passage.Title;

    private static string Language(string question) =>
        question.Split(' ', '?').Intersect(["the", "is", "do", "does", "my", "how", "what", "can"]).Any() ? "en" : "pt-BR";

    /// <summary>An organization with the demo shop's catalogue and knowledge, imported as anybody would.</summary>
    private async Task<OrganizationScenario> NewShopAsync()
    {
        var shop = await platform.NewOrganizationAsync();
        foreach (var (kind, file) in new[] { ("products", "products.json"), ("knowledge", "knowledge.json") })
        {
            await using var stream = typeof(PlatformDb).Assembly.GetManifestResourceStream($"Demo.{file}")!;
            using var reader = new StreamReader(stream);
            using var content = new StringContent(await reader.ReadToEndAsync(), Encoding.UTF8, "application/json");
            using var response = await shop.Http.PostAsync($"{kind}/import", content);
            var report = await response.Content.ReadAsStringAsync();
            response.IsSuccessStatusCode.ShouldBeTrue(report);
            report.ShouldContain("\"failed\":0");
        }

        return shop;
    }
}
