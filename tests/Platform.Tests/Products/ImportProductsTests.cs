using System.Text;
using System.Text.Json;
using Agentes.Platform.Imports;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Products;

public sealed class ImportProductsTests(PlatformFixture platform)
{
    [Fact]
    public async Task A_brazilian_spreadsheet_is_imported_as_it_is()
    {
        var shop = await platform.NewOrganizationAsync();
        var report = await ImportAsync(shop, "text/csv", "\ufeff" + """
            sku;nome;preço;estoque;categoria;etiquetas
            GEL-1;Geladeira;1.299,90;4;Cozinha;geladeira|frost free
            FOG-1;"Fogão; 4 bocas";R$ 899,00;;Cozinha;
            """);

        (report.GetProperty("created").GetInt32(), report.GetProperty("failed").GetInt32()).ShouldBe((2, 0), report.ToString());
        var products = (await shop.Http.GetJsonAsync("products")).GetProperty("data").EnumerateArray().ToDictionary(p => p.Text("sku")!);
        products["GEL-1"].GetProperty("price").GetDecimal().ShouldBe(1299.90m);
        products["GEL-1"].GetProperty("stock").GetInt32().ShouldBe(4);
        products["GEL-1"].GetProperty("tags").GetArrayLength().ShouldBe(2);
        products["GEL-1"].Text("currency").ShouldBe("BRL");
        products["FOG-1"].Text("name").ShouldBe("Fogão; 4 bocas");
        products["FOG-1"].GetProperty("stock").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Good_rows_are_saved_and_each_bad_one_is_reported()
    {
        var shop = await platform.NewOrganizationAsync();
        var report = await ImportAsync(shop, "application/json", """
            [
              {"sku":"A","name":"Bom","price":10},
              {"sku":"B","price":10},
              {"sku":"C","name":"Preço de texto","price":"caro"},
              {"sku":"D","name":"Preço negativo","price":-0.4},
              {"sku":"E","name":"Desconhecido","price":1,"cor":"azul"},
              {"sku":"A","name":"Repetido","price":11},
              "não é objeto",
              {"sku":"F","name":"Bom também","price":1.5}
            ]
            """);

        report.GetProperty("created").GetInt32().ShouldBe(2);
        report.GetProperty("failed").GetInt32().ShouldBe(6);
        var errors = report.GetProperty("errors").EnumerateArray();
        errors.Select(e => (e.GetProperty("row").GetInt32(), e.Text("field"), e.Text("code"))).ShouldBe(
        [
            (2, "name", "required"),
            (3, "price", "invalid"),
            (4, "price", "range"),
            (5, "cor", "invalid"),
            (6, "sku", "duplicate"),
            (7, "", "invalid"),
        ]);
        var saved = (await shop.Http.GetJsonAsync("products")).GetProperty("data").EnumerateArray();
        saved.Select(p => p.Text("sku")).ShouldBe(["F", "A"], ignoreOrder: true);
    }

    [Fact]
    public async Task Imported_again_by_sku_a_product_is_updated_and_keeps_its_id()
    {
        var shop = await platform.NewOrganizationAsync();
        var created = await shop.Http.PostJsonAsync("products", new { sku = "GEL-1", name = "Geladeira", price = 10 });
        await shop.Http.GetJsonAsync($"products/{created.Text("id")}");

        var report = await ImportAsync(shop, "text/csv", "sku,name,price,stock\nGEL-1,Geladeira nova,12.50,7\nGEL-2,Outra,1,0\n");

        (report.GetProperty("created").GetInt32(), report.GetProperty("updated").GetInt32()).ShouldBe((1, 1));
        var updated = await shop.Http.GetJsonAsync($"products/{created.Text("id")}");
        updated.Text("name").ShouldBe("Geladeira nova");
        updated.GetProperty("price").GetDecimal().ShouldBe(12.5m);
    }

    [Theory]
    [InlineData("text/csv", "sku,name\nA,B\n", "missing_column")]
    [InlineData("text/csv", "sku,name,price,cor\nA,B,1,azul\n", "unknown_column")]
    [InlineData("text/csv", "", "missing_column")]
    [InlineData("application/json", "{}", "invalid_json")]
    [InlineData("application/json", "[{]", "invalid_json")]
    [InlineData("application/json", """[{"sku":"A","sku":"B"}]""", "invalid_json")]
    public async Task A_file_that_cannot_be_read_changes_nothing(string type, string body, string code)
    {
        var shop = await platform.NewOrganizationAsync();
        var (status, problem) = await SendAsync(shop, type, Encoding.UTF8.GetBytes(body));

        status.ShouldBe(400, problem.ToString());
        problem.Code().ShouldBe(code);
        (await shop.Http.GetJsonAsync("products")).GetProperty("data").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_is_not_utf8_is_refused_with_the_remedy()
    {
        var shop = await platform.NewOrganizationAsync();
        var (status, problem) = await SendAsync(shop, "text/csv", Encoding.Latin1.GetBytes("sku,name,price\nA,Fogão,1\n"));

        status.ShouldBe(400);
        problem.Code().ShouldBe("invalid_encoding");
    }

    [Fact]
    public async Task An_import_has_a_limit_of_rows_and_may_be_larger_than_other_bodies()
    {
        var shop = await platform.NewOrganizationAsync();
        var fits = Rows(5000, new string('x', 300));
        fits.Length.ShouldBeGreaterThan(1_048_576);

        var (status, report) = await SendAsync(shop, "text/csv", fits);
        status.ShouldBe(200, report.ToString());
        report.GetProperty("created").GetInt32().ShouldBe(5000);

        (await SendAsync(shop, "text/csv", Rows(5001, "x"))).Body.Code().ShouldBe("too_many_rows");
        (await SendAsync(shop, "text/csv", Rows(5000, new string('x', 1100)))).Status.ShouldBe(413);
    }

    [Fact]
    public async Task A_row_with_more_cells_than_the_header_is_reported()
    {
        var shop = await platform.NewOrganizationAsync();
        var report = await ImportAsync(shop, "text/csv", "sku,name,price\nA,Bom,10\nB,Preço sem aspas,1.299,90\n");

        report.GetProperty("created").GetInt32().ShouldBe(1);
        report.GetProperty("errors")[0].GetProperty("row").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("1.299,90", true, 1299.90)]
    [InlineData("1,299.90", true, 1299.90)]
    [InlineData("R$ 1.299,90", true, 1299.90)]
    [InlineData("1.299", true, 1299)]
    [InlineData("1.299", false, 1.299)]
    [InlineData("1,299", false, 1299)]
    [InlineData("12,5", false, 12.5)]
    [InlineData("12.50", true, 12.50)]
    [InlineData("1.234.567,89", true, 1234567.89)]
    [InlineData("1.234.567", false, 1234567)]
    [InlineData("7", true, 7)]
    public void Amounts_are_read_as_people_type_them(string text, bool commaIsDecimal, double expected)
    {
        Amounts.TryParse(text, commaIsDecimal, out var amount).ShouldBeTrue();
        amount.ShouldBe((decimal)expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("caro")]
    [InlineData("1.2.3,4,5")]
    public void What_is_no_amount_is_not_guessed(string text) => Amounts.TryParse(text, commaIsDecimal: true, out _).ShouldBeFalse();

    private static byte[] Rows(int count, string description)
    {
        var csv = new StringBuilder("sku,name,price,description\n");
        for (var i = 0; i < count; i++)
        {
            csv.Append("SKU-").Append(i).Append(",Produto,1,").Append(description).Append('\n');
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static async Task<JsonElement> ImportAsync(OrganizationScenario shop, string type, string body)
    {
        var (status, report) = await SendAsync(shop, type, Encoding.UTF8.GetBytes(body));
        status.ShouldBe(200, report.ToString());
        return report;
    }

    private static async Task<(int Status, JsonElement Body)> SendAsync(OrganizationScenario shop, string type, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, "products/import") { Content = content };

        // A body that is refused is not sent, so that the refusal can be read.
        request.Headers.ExpectContinue = true;
        using var response = await shop.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }
}
