using Agentes.Platform.Identity;
using Agentes.Platform.Identity.Embedded;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Agentes.Platform.Tests.Fixture;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Tests.Identity;

public sealed class ApiAuthenticationTests(PlatformFixture platform)
{
    [Theory]
    [InlineData("organizations/current")]
    [InlineData("me")]
    [InlineData("there-is-no-such-route")]
    public async Task Nobody_unknown_gets_in(string path)
    {
        using var http = platform.Client(bearer: null);
        using var response = await http.GetAsync(path);
        ((int)response.StatusCode).ShouldBe(401);
        response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_key_is_taken_as_bearer_and_in_its_own_header_but_only_one_of_it()
    {
        var shop = await platform.NewOrganizationAsync();
        (await StatusAsync(("Authorization", $"Bearer {shop.Key}"))).ShouldBe(200);
        (await StatusAsync(("Authorization", $"bearer {shop.Key}"))).ShouldBe(200);
        (await StatusAsync(("X-API-Key", shop.Key))).ShouldBe(200);
        (await StatusAsync(("Authorization", $"Basic {shop.Key}"))).ShouldBe(401);
        (await StatusAsync(("Authorization", shop.Key))).ShouldBe(401);
        (await StatusAsync(("Authorization", "Bearer "))).ShouldBe(401);
        (await StatusAsync(("X-API-Key", shop.Key), ("X-API-Key", shop.Key))).ShouldBe(401);
        (await StatusAsync(("Authorization", $"Bearer {shop.Key}x"))).ShouldBe(401);
        (await StatusAsync(("Authorization", $"Bearer {shop.Key[..^1]}"))).ShouldBe(401);
        (await StatusAsync(("Authorization", $"Bearer ak_{new string('a', 4000)}"))).ShouldBe(401);
    }

    [Fact]
    public async Task A_key_works_in_its_own_organization_only()
    {
        var shop = await platform.NewOrganizationAsync();
        var other = await platform.NewOrganizationAsync();
        var authorization = ("Authorization", $"Bearer {shop.Key}");
        (await StatusAsync(authorization, ("X-Organization-Id", shop.Id.ToString()))).ShouldBe(200);
        (await StatusAsync(authorization, ("X-Organization-Id", other.Id.ToString()))).ShouldBe(403);
        (await StatusAsync(authorization, ("X-Organization-Id", "everything"))).ShouldBe(403);
    }

    [Fact]
    public async Task A_revoked_key_is_turned_away_from_the_next_request_on()
    {
        var shop = await platform.NewOrganizationAsync();
        var created = await shop.Http.PostJsonAsync("api-keys", new { name = "ERP", scopes = new[] { "organization:read" } });
        using var http = platform.Client(created.Text("key"));
        await http.GetJsonAsync("organizations/current");

        (await shop.Http.TryAsync(HttpMethod.Delete, $"api-keys/{created.Text("id")}")).Status.ShouldBe(200);
        var (status, problem) = await http.TryAsync(HttpMethod.Get, "organizations/current");
        (status, problem.Code()).ShouldBe((401, "api_key_invalid"));
    }

    [Fact]
    public async Task A_key_expires()
    {
        await using var host = await AuthHost.StartAsync(platform, new EmbeddedAuthOptions());
        var shop = await platform.NewOrganizationAsync();
        var created = await shop.Http.PostJsonAsync(
            "api-keys", new { name = "ERP", scopes = new[] { "organization:read" }, expires_at = host.Clock.GetUtcNow().AddHours(1) });
        host.Http.DefaultRequestHeaders.Authorization = new("Bearer", created.Text("key"));

        (await host.Http.TryAsync(HttpMethod.Get, "/api/v1/organizations/current")).Status.ShouldBe(200);
        host.Clock.Advance(TimeSpan.FromMinutes(61));
        var (status, problem) = await host.Http.TryAsync(HttpMethod.Get, "/api/v1/organizations/current");
        (status, problem.Code()).ShouldBe((401, "api_key_expired"));
    }

    [Fact]
    public async Task Scopes_limit_a_key()
    {
        var shop = await platform.NewOrganizationAsync();
        var created = await shop.Http.PostJsonAsync("api-keys", new { name = "ERP", scopes = new[] { "organization:read" } });
        using var http = platform.Client(created.Text("key"));

        (await http.TryAsync(HttpMethod.Get, "members")).Status.ShouldBe(200);
        var (status, problem) = await http.TryAsync(HttpMethod.Patch, "organizations/current", new { name = "Outra" });
        (status, problem.Code()).ShouldBe((403, "scope_missing"));
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_written_down()
    {
        var shop = await platform.NewOrganizationAsync();
        await shop.Http.GetJsonAsync("organizations/current");
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var keys = await shop.Http.GetJsonAsync("api-keys");
            if (keys.GetProperty("data")[0].Text("last_used_at") is not null)
            {
                return;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The use of the key was never written.");
    }

    [Fact]
    public async Task The_only_organization_is_implied_and_several_must_be_told_apart()
    {
        var person = await platform.NewPersonAsync();
        (await person.Http.TryAsync(HttpMethod.Get, "organizations/current")).Body.Code().ShouldBe("not_a_member");

        var first = await person.Http.PostJsonAsync("organizations", new { name = "Primeira" });
        (await person.Http.GetJsonAsync("organizations/current")).Text("id").ShouldBe(first.Text("id"));

        var second = await person.Http.PostJsonAsync("organizations", new { name = "Segunda" });
        var (status, problem) = await person.Http.TryAsync(HttpMethod.Get, "organizations/current");
        (status, problem.Code()).ShouldBe((400, "organization_required"));
        person.Http.DefaultRequestHeaders.Add("X-Organization-Id", second.Text("id"));
        (await person.Http.GetJsonAsync("organizations/current")).Text("name").ShouldBe("Segunda");
    }

    [Fact]
    public async Task A_strangers_organization_looks_like_none()
    {
        var shop = await platform.NewOrganizationAsync();
        var person = await platform.NewMemberAsync(await platform.NewOrganizationAsync(), Role.Owner);
        person.Http.DefaultRequestHeaders.Add("X-Organization-Id", shop.Id.ToString());
        var foreign = await person.Http.TryAsync(HttpMethod.Get, "organizations/current");
        person.Http.DefaultRequestHeaders.Remove("X-Organization-Id");
        person.Http.DefaultRequestHeaders.Add("X-Organization-Id", Guid.CreateVersion7().ToString());
        var none = await person.Http.TryAsync(HttpMethod.Get, "organizations/current");

        (foreign.Status, foreign.Body.Code()).ShouldBe((403, "not_a_member"));
        (none.Status, none.Body.Code()).ShouldBe((403, "not_a_member"));
        person.Http.DefaultRequestHeaders.Remove("X-Organization-Id");
        (await person.Http.TryAsync(HttpMethod.Get, "organizations/current")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Only_people_have_a_me()
    {
        var shop = await platform.NewOrganizationAsync();
        (await shop.Http.TryAsync(HttpMethod.Get, "me")).Body.Code().ShouldBe("user_required");

        var member = await platform.NewMemberAsync(shop, Role.Analyst);
        var me = await member.Http.GetJsonAsync("me");
        me.GetProperty("user").Text("email").ShouldBe(member.Email);
        me.GetProperty("user").Text("name").ShouldBe("Ana Lima");
        var place = me.GetProperty("organizations").EnumerateArray().ShouldHaveSingleItem();
        (place.Text("role"), place.Text("locale"), place.Text("currency"), place.GetProperty("is_demo").GetBoolean())
            .ShouldBe(("analyst", "pt-BR", "BRL", false));
    }

    [Fact]
    public async Task Only_the_hash_of_a_key_is_kept()
    {
        var shop = await platform.NewOrganizationAsync();
        await using var db = platform.Across.CreateDb();
        var row = await db.ApiKeys.IgnoreQueryFilters().SingleAsync(k => k.OrganizationId == shop.Id);
        row.Hash.Length.ShouldBe(32);
        shop.Key.ShouldStartWith(row.Prefix);
        row.Prefix.Length.ShouldBeLessThan(shop.Key.Length / 3);
    }

    [Fact]
    public async Task A_known_key_is_let_in_without_an_allocation()
    {
        var shop = await platform.NewOrganizationAsync();
        var authentication = platform.Services.GetRequiredService<ApiKeyAuthentication>();
        var http = OnOneConnection();
        for (var i = 0; i < 3; i++)
        {
            await authentication.EnterAsync(http, shop.Key.AsMemory(), null, new Caller(), new CurrentOrganization());
        }

        var (caller, organization) = (new Caller(), new CurrentOrganization());

        var before = GC.GetAllocatedBytesForCurrentThread();
        var entered = authentication.EnterAsync(http, shop.Key.AsMemory(), askedOrganization: null, caller, organization);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        entered.IsCompletedSuccessfully.ShouldBeTrue();
        (await entered).ShouldBeNull();
        (caller.Has(Scopes.ContactsRead), organization.Id).ShouldBe((true, shop.Id));
        allocated.ShouldBe(0);
    }

    [Fact]
    public async Task Another_key_on_the_same_connection_is_another_caller()
    {
        var (shop, other) = (await platform.NewOrganizationAsync(), await platform.NewOrganizationAsync());
        var authentication = platform.Services.GetRequiredService<ApiKeyAuthentication>();
        var http = OnOneConnection();
        foreach (var next in new[] { shop, other, other, shop })
        {
            var organization = new CurrentOrganization();
            (await authentication.EnterAsync(http, next.Key.AsMemory(), null, new Caller(), organization)).ShouldBeNull();
            organization.Id.ShouldBe(next.Id);
        }

        (await authentication.EnterAsync(http, (shop.Key + "x").AsMemory(), null, new Caller(), new CurrentOrganization()))
            .ShouldBe(Refusal.ApiKeyInvalid);
    }

    private static DefaultHttpContext OnOneConnection()
    {
        var http = new DefaultHttpContext { Request = { Protocol = HttpProtocol.Http11 } };
        http.Features.Set<IConnectionItemsFeature>(new ConnectionItemsOfATest());
        return http;
    }

    private sealed class ConnectionItemsOfATest : IConnectionItemsFeature
    {
        public IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();
    }

    [Fact]
    public async Task What_is_remembered_of_keys_is_bounded_and_loaded_once_for_all_who_wait()
    {
        var loads = 0;
        var cache = new TimedCache<int, string>(TimeProvider.System, TimeSpan.FromMinutes(1), capacity: 100, async key =>
        {
            Interlocked.Increment(ref loads);
            await Task.Yield();
            return key < 0 ? null : $"{key}";
        });
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => cache.GetAsync(7, CancellationToken.None).AsTask()));
        answers.ShouldAllBe(answer => answer == "7");
        loads.ShouldBe(1);

        (await cache.GetAsync(-1, CancellationToken.None)).ShouldBeNull();
        (await cache.GetAsync(-1, CancellationToken.None)).ShouldBeNull();
        loads.ShouldBe(3, "what does not exist is asked for again");
        for (var key = 0; key < 1000; key++)
        {
            await cache.GetAsync(key, CancellationToken.None);
        }

        cache.Count.ShouldBeLessThanOrEqualTo(100);
        await cache.GetAsync(999, CancellationToken.None);
        var before = loads;
        cache.Evict((key, _) => key == 999);
        await cache.GetAsync(999, CancellationToken.None);
        loads.ShouldBe(before + 1);
    }

    [Fact]
    public async Task What_was_being_loaded_during_a_change_is_not_remembered()
    {
        var stored = "before";
        var reading = new TaskCompletionSource();
        var cache = new TimedCache<int, string>(TimeProvider.System, TimeSpan.FromMinutes(1), capacity: 10, async _ =>
        {
            var value = stored;
            await reading.Task;
            return value;
        });
        var first = cache.GetAsync(1, CancellationToken.None);
        stored = "after";
        cache.Evict((_, _) => false);
        reading.SetResult();

        (await first).ShouldBe("before");
        (await cache.GetAsync(1, CancellationToken.None)).ShouldBe("after");
    }

    private async Task<int> StatusAsync(params (string Name, string Value)[] headers)
    {
        using var http = platform.Client(bearer: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "organizations/current");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
