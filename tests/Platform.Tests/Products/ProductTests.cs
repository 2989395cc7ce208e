using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Products;

public sealed class ProductTests(PlatformFixture platform)
{
    [Fact]
    public async Task Nobody_sees_a_stale_copy_of_what_was_just_changed()
    {
        var shop = await platform.NewOrganizationAsync();
        var id = (await shop.Http.PostJsonAsync("products", new { sku = "GEL-1", name = "Geladeira branca", price = 1299.9 })).Text("id");
        for (var price = 1; price <= 10; price++)
        {
            await shop.Http.PatchJsonAsync($"products/{id}", new { price });
            (await shop.Http.GetJsonAsync($"products/{id}")).GetProperty("price").GetDecimal().ShouldBe(price);
            (await shop.Http.GetJsonAsync("products")).GetProperty("data")[0].GetProperty("price").GetDecimal().ShouldBe(price);
            var found = (await shop.Http.GetJsonAsync("products/search?q=geladera")).GetProperty("data")[0];
            found.GetProperty("product").GetProperty("price").GetDecimal().ShouldBe(price);
        }
    }

    [Fact]
    public async Task A_kept_answer_is_not_for_those_who_may_not_read_it()
    {
        var (shop, other) = (await platform.NewOrganizationAsync(), await platform.NewOrganizationAsync());
        await shop.Http.PostJsonAsync("products", new { sku = "GEL-1", name = "Geladeira", price = 10 });
        (await shop.Http.GetJsonAsync("products")).GetProperty("data").GetArrayLength().ShouldBe(1);

        (await other.Http.GetJsonAsync("products")).GetProperty("data").GetArrayLength().ShouldBe(0);
        var key = await shop.Http.PostJsonAsync("api-keys", new { name = "agents only", scopes = new[] { "agents:read" } });
        var (status, problem) = await platform.Client(key.Text("key")).TryAsync(HttpMethod.Get, "products");
        status.ShouldBe(403);
        problem.Code().ShouldBe("scope_missing");
    }

    [Fact]
    public async Task A_sku_is_used_once_until_its_product_is_deleted()
    {
        var shop = await platform.NewOrganizationAsync();
        var body = new { sku = "GEL-1", name = "Geladeira", price = 10 };
        var first = await shop.Http.PostJsonAsync("products", body);

        (await shop.Http.TryAsync(HttpMethod.Post, "products", body)).Status.ShouldBe(409);
        await shop.Http.DeleteAsync($"products/{first.Text("id")}");
        (await shop.Http.TryAsync(HttpMethod.Post, "products", body)).Status.ShouldBe(201);
        (await shop.Http.TryAsync(HttpMethod.Post, $"products/{first.Text("id")}/restore")).Status.ShouldBe(409);
    }

    [Theory]
    [InlineData(-0.4)]
    [InlineData(1_000_000_001)]
    public async Task A_price_outside_of_reason_is_refused(double price)
    {
        var shop = await platform.NewOrganizationAsync();
        (await shop.Http.TryAsync(HttpMethod.Post, "products", new { sku = "A", name = "A", price })).Status.ShouldBe(400);
        (await shop.Http.TryAsync(HttpMethod.Post, "products", new { sku = "A", name = "A", price = 0.4 })).Status.ShouldBe(201);
    }
}
