using Agentes.Platform.Tests.Fixture;
using Agentes.Platform.Tests.Identity;

namespace Agentes.Platform.Tests.Security;

/// <summary>
/// Calls every route of the API from another organization. The routes come from the router: a new one is attacked, or fails
/// by name.
/// </summary>
public sealed class TenancyTests(PlatformFixture platform)
{
    /// <summary>Routes that a member's or a key's organization decides alone, and that end it: they are sent last.</summary>
    private static readonly string[] Final = ["DeleteOrganization"];

    [Fact]
    public async Task Another_organizations_rows_are_neither_read_nor_written_by_any_route()
    {
        var victim = await Tenant.CreateAsync(platform, answered: true);
        var attacker = await Tenant.CreateAsync(platform);
        var requests = Requests(victim);
        var before = await OrganizationRows.ReadAsync(platform, victim.Id);
        before.ShouldAllBe(table => table.Value.Length > 0 || table.Key == "idempotency_records", "the victim has one of everything");
        var failures = new List<string>();
        foreach (var request in requests)
        {
            if (request.Route.IsRead && !request.Route.NeedsPerson)
            {
                // Also fills the caches from which an attacker could be served.
                (await request.SendAsync(victim.Http)).Succeeded.ShouldBeTrue(request.Route.ToString());
            }

            Judge(failures, victim, request, "key", await request.SendAsync(attacker.Http), personal: false);
            var again = RouteRequest.For(request.Route, victim);
            Judge(failures, victim, again, "member", await again.SendAsync(attacker.Owner.Http, attacker.Id), personal: true);
        }

        (await OrganizationRows.ReadAsync(platform, victim.Id)).ShouldBe(before);
        failures.ShouldBeEmpty();
        requests.Count.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task Naming_another_organization_in_the_header_opens_no_route()
    {
        var victim = await Tenant.CreateAsync(platform);
        var attacker = await Tenant.CreateAsync(platform);
        var before = await OrganizationRows.ReadAsync(platform, victim.Id);
        var failures = new List<string>();
        foreach (var request in Requests(victim).Where(r => !r.Route.NeedsPerson))
        {
            foreach (var http in new[] { attacker.Http, attacker.Owner.Http })
            {
                var answer = await request.SendAsync(http, victim.Id);
                if (answer.Status != 403 || !answer.Says("not_a_member") || victim.FoundIn(answer.Text).Any())
                {
                    failures.Add($"{request.Route}: {answer}");
                }
            }
        }

        failures.ShouldBeEmpty();
        (await OrganizationRows.ReadAsync(platform, victim.Id)).ShouldBe(before);
        var own = await Requests(victim).First(r => !r.Route.NeedsPerson).SendAsync(victim.Http, victim.Id);
        own.Succeeded.ShouldBeTrue("naming one's own organization is fine");
    }

    /// <summary>The control: what the attacks send is what an organization sends to itself, and there it succeeds.</summary>
    [Fact]
    public async Task The_same_requests_succeed_inside_the_organization()
    {
        var (owner, invited) = (await platform.NewPersonAsync(), await platform.NewPersonAsync());
        var failures = new List<string>();
        foreach (var route in ApiRoute.All(platform))
        {
            var tenant = await Tenant.CreateAsync(platform, owner, invited, answered: false);
            var http = route.Name switch
            {
                "AcceptInvitation" => invited.Http,
                _ when route.NeedsPerson || Final.Contains(route.Name) => owner.Http,
                _ => tenant.Http,
            };
            var request = RouteRequest.For(route, tenant);
            var answer = await request.SendAsync(http, route.NeedsPerson ? null : tenant.Id);
            if (request.RefusedToAll is { } code ? !answer.Says(code) : !answer.Succeeded)
            {
                failures.Add($"{route}: {answer}");
            }
        }

        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_and_searches_show_the_rows_of_their_own_organization_only()
    {
        var one = await Tenant.CreateAsync(platform);
        var other = await Tenant.CreateAsync(platform);
        var lists = ApiRoute.All(platform)
            .Where(r => r is { IsRead: true, NamesRows: false, IsStream: false, NeedsPerson: false }).ToList();
        lists.Count.ShouldBeGreaterThan(8);
        foreach (var list in lists)
        {
            var found = await RouteRequest.For(list, one).SendAsync(one.Http);
            // The queue is numbers, and the models are the operator's.
            (one.FoundIn(found.Text).Any() || list.Name is "GetQueue" or "DescribeModelGroups").ShouldBeTrue($"{list} shows its own: {found}");
            other.FoundIn(found.Text).ShouldBeEmpty(list.ToString());
            one.FoundIn((await RouteRequest.For(list, other).SendAsync(other.Http)).Text).ShouldBeEmpty(list.ToString());
        }
    }

    [Fact]
    public async Task A_contact_of_another_organization_is_not_found_by_its_identity()
    {
        var victim = await Tenant.CreateAsync(platform);
        var attacker = await Tenant.CreateAsync(platform);
        var conversation = await attacker.Http.PostJsonAsync("conversations", new
        {
            agent_id = attacker.Ids["agents"],
            contact = new { identity = new { kind = "email", value = $"{victim.Marker}@example.com" } },
        });
        conversation.GetProperty("contact_id").GetGuid().ShouldNotBe(victim.Ids["contacts"]);
        var known = await victim.Http.PostJsonAsync("conversations", new
        {
            agent_id = victim.Ids["agents"],
            contact = new { identity = new { kind = "email", value = $"{victim.Marker}@example.com" } },
        });
        known.GetProperty("contact_id").GetGuid().ShouldBe(victim.Ids["contacts"], "at home it is found");
    }

    [Fact]
    public async Task The_organizations_stream_tells_of_its_own_conversations_only()
    {
        var one = await Tenant.CreateAsync(platform);
        var other = await Tenant.CreateAsync(platform);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var response = await other.Http.GetAsync("events", HttpCompletionOption.ResponseHeadersRead, patience.Token);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token));
        (await lines.ReadLineAsync(patience.Token)).ShouldNotBeNull();
        await one.Organization.SayAsync(one.Ids["conversations"], "Oi");
        await other.Organization.SayAsync(other.Ids["conversations"], "Oi");
        var told = "";
        while (!other.FoundIn(told).Any())
        {
            told += await lines.ReadLineAsync(patience.Token);
        }

        one.FoundIn(told).ShouldBeEmpty();
    }

    private List<RouteRequest> Requests(Tenant victim) =>
        [.. ApiRoute.All(platform).OrderBy(r => Final.Contains(r.Name)).Select(r => RouteRequest.For(r, victim))];

    private static void Judge(
        List<string> failures, Tenant victim, RouteRequest request, string credential, RouteAnswer answer, bool personal)
    {
        var route = request.Route;
        var right = request.RefusedToAll is { } code ? answer.Says(code)
            : (route.NeedsPerson && !personal) || (Final.Contains(route.Name) && !personal) ? answer.Status == 403
            : route.NamesRows ? answer.Status is 403 or 404
            : request.NamesRows ? answer.Status is 400 or 403 or 404
            : answer.Succeeded;
        if (!right || victim.FoundIn(answer.Text).Any())
        {
            failures.Add($"{route} by {credential}: {answer}");
        }
    }
}
