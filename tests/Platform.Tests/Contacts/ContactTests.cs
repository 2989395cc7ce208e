using System.Text;
using System.Text.Json;
using Agentes.Platform.Contacts;
using Agentes.Platform.Tenancy;
using Agentes.Platform.Tests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Tests.Contacts;

public sealed class ContactTests(PlatformFixture platform)
{
    [Fact]
    public async Task Identities_are_kept_in_one_form()
    {
        var shop = await platform.NewOrganizationAsync();
        var contact = await shop.Http.PostJsonAsync("contacts", new
        {
            name = "Ana",
            lifetime_value = 1234.5m,
            attributes = new { vip = true, city = "Recife" },
            identities = new object[]
            {
                new { kind = "phone", value = "(11) 98888-7777" },
                new { kind = "email", value = "Ana@Example.COM" },
                new { kind = "external", value = " CRM-1 " },
            },
        });

        contact.Text("currency").ShouldBe("BRL");
        Values(contact).ShouldBe(["+5511988887777", "ana@example.com", "CRM-1"]);
        contact.GetProperty("attributes").Text("city").ShouldBe("Recife");
    }

    [Theory]
    [InlineData("phone", "123")]
    [InlineData("phone", "abc")]
    [InlineData("email", "not an address")]
    [InlineData("email", "Ana <ana@example.com>")]
    [InlineData("external", "   ")]
    public async Task A_value_that_is_none_of_its_kind_is_refused(string kind, string value)
    {
        var shop = await platform.NewOrganizationAsync();
        var (status, problem) = await shop.Http.TryAsync(HttpMethod.Post, "contacts", new { identities = new[] { new { kind, value } } });

        status.ShouldBe(400);
        problem.GetProperty("errors")[0].Text("pointer")!.ShouldContain("value");
        (await shop.Http.GetJsonAsync("contacts")).GetProperty("data").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_identity_belongs_to_one_contact_of_an_organization()
    {
        var (shop, other) = (await platform.NewOrganizationAsync(), await platform.NewOrganizationAsync());
        await CreateAsync(shop, "11 98888-7777");
        var second = await CreateAsync(shop, "11 97777-6666");

        (await shop.Http.TryAsync(HttpMethod.Post, "contacts", Body("+55 11 98888 7777"))).Body.Code().ShouldBe("identity_taken");
        (await shop.Http.TryAsync(HttpMethod.Post, $"contacts/{second}/identities", new { kind = "phone", value = "11988887777" }))
            .Body.Code().ShouldBe("identity_taken");
        (await other.Http.TryAsync(HttpMethod.Post, "contacts", Body("11 98888-7777"))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_deleted_contact_gives_its_identities_up()
    {
        var shop = await platform.NewOrganizationAsync();
        var first = await CreateAsync(shop, "11 98888-7777");
        await shop.Http.DeleteAsync($"contacts/{first}");

        var second = await CreateAsync(shop, "11 98888-7777");
        var restored = await shop.Http.PostJsonAsync($"contacts/{first}/restore", new { });

        Values(restored).ShouldBeEmpty();
        Values(await shop.Http.GetJsonAsync($"contacts/{second}")).ShouldBe(["+5511988887777"]);
    }

    [Fact]
    public async Task Identities_come_and_go()
    {
        var shop = await platform.NewOrganizationAsync();
        var id = await CreateAsync(shop, "11 98888-7777");
        var contact = await shop.Http.PostJsonAsync($"contacts/{id}/identities", new { kind = "email", value = "ana@example.com" });
        await shop.Http.PostJsonAsync($"contacts/{id}/identities", new { kind = "email", value = "ANA@example.com" });
        Values(contact).Count().ShouldBe(2);

        var phone = contact.GetProperty("identities")[0].Text("id");
        (await shop.Http.TryAsync(HttpMethod.Delete, $"contacts/{id}/identities/{phone}")).Status.ShouldBe(200);
        (await shop.Http.TryAsync(HttpMethod.Delete, $"contacts/{id}/identities/{phone}")).Status.ShouldBe(404);
        Values(await shop.Http.GetJsonAsync($"contacts/{id}")).ShouldBe(["ana@example.com"]);
    }

    [Theory]
    [InlineData("maria", true)]
    [InlineData("(11) 98888", true)]
    [InlineData("MARIA@", true)]
    [InlineData("%", false)]
    [InlineData("joana", false)]
    public async Task Contacts_are_found_by_name_and_identity(string q, bool found)
    {
        var shop = await platform.NewOrganizationAsync();
        await shop.Http.PostJsonAsync("contacts", new
        {
            name = "Maria Souza",
            identities = new[] { new { kind = "phone", value = "11 98888-7777" }, new { kind = "email", value = "maria@example.com" } },
        });

        var page = await shop.Http.GetJsonAsync($"contacts?q={Uri.EscapeDataString(q)}");
        page.GetProperty("data").GetArrayLength().ShouldBe(found ? 1 : 0);
    }

    [Fact]
    public async Task Facts_of_a_turn_follow_each_change()
    {
        var shop = await platform.NewOrganizationAsync();
        var id = Guid.Parse(await CreateAsync(shop, "11 98888-7777"));
        var directory = platform.Services.GetRequiredService<ContactDirectory>();
        (await directory.FindAsync(shop.Id, id, default))!.LifetimeValue.ShouldBe(0);

        await shop.Http.PatchJsonAsync($"contacts/{id}", new { lifetime_value = 5000, attributes = new { city = "Recife" } });
        var facts = await directory.FindAsync(shop.Id, id, default);
        facts!.LifetimeValue.ShouldBe(5000);
        facts.Attributes["city"].GetString().ShouldBe("Recife");

        await shop.Http.PatchJsonAsync($"contacts/{id}", new { attributes = new { city = (string?)null, vip = true } });
        (await directory.FindAsync(shop.Id, id, default))!.Attributes.Keys.ShouldBe(["vip"]);

        await shop.Http.DeleteAsync($"contacts/{id}");
        (await directory.FindAsync(shop.Id, id, default)).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"a":"\u0000"}""")]
    [InlineData("""{"a":1e999}""")]
    [InlineData("""{"a":"\ud800"}""")]
    public async Task Facts_that_cannot_be_stored_are_refused(string attributes)
    {
        var shop = await platform.NewOrganizationAsync();
        using var content = new StringContent($$"""{"name":"Ana","attributes":{{attributes}}}""", Encoding.UTF8, "application/json");
        using var response = await shop.Http.PostAsync("contacts", content);

        ((int)response.StatusCode).ShouldBe(400);
        (await shop.Http.TryAsync(HttpMethod.Post, "contacts", new { name = "Ana", attributes = new { a = "b" } })).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Those_who_arrive_together_under_one_identity_are_one_contact()
    {
        var shop = await platform.NewOrganizationAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            await using var scope = platform.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(shop.Id);
            var contacts = scope.ServiceProvider.GetRequiredService<FindOrCreateContact>();
            var phone = new IdentityFields { Kind = IdentityKind.Phone, Value = "11 98888-7777" };
            return await contacts.ByIdentityAsync("Ana", phone, default);
        }));

        ids.Distinct().Count().ShouldBe(1);
        ids[0].ShouldNotBeNull();
        await using var db = platform.Across.CreateDb();
        (await db.Contacts.IgnoreQueryFilters().CountAsync(c => c.OrganizationId == shop.Id)).ShouldBe(1);
    }

    private static async Task<string> CreateAsync(OrganizationScenario shop, string phone) =>
        (await shop.Http.PostJsonAsync("contacts", Body(phone))).Text("id")!;

    private static object Body(string phone) => new { name = "Ana", identities = new[] { new { kind = "phone", value = phone } } };

    private static IEnumerable<string> Values(JsonElement contact) =>
        contact.GetProperty("identities").EnumerateArray().Select(i => i.Text("value")!);
}
