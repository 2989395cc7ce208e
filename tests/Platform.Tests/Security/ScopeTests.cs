using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tests.Fixture;
using Agentes.Platform.Tests.Identity;

namespace Agentes.Platform.Tests.Security;

/// <summary>Who may do what: every route says what it needs, and every role and every key gets exactly that.</summary>
public sealed class ScopeTests(PlatformFixture platform)
{
    /// <summary>What is served outside the API, where the API's authentication does not stand.</summary>
    private static readonly string[] Elsewhere =
    [
        "/auth/v1/", "/config.json", "/health/live", "/health/ready", "/metrics", "/openapi/", "/docs", "{*path:nonfile}",
        "/operations/jobs/",
    ];

    private readonly Dictionary<string, Guid> _nobody = new[]
    {
        "organizations", "members", "agents", "products", "knowledge", "api-keys", "contacts", "identities", "conversations", "conversions",
        "invitations", "dead-letters", "model-limits", "model-calls",
    }.ToDictionary(kind => kind, _ => Guid.CreateVersion7(), StringComparer.Ordinal);

    [Fact]
    public void Every_route_says_what_it_needs()
    {
        var routes = ApiRoute.All(platform);
        routes.Count.ShouldBeGreaterThan(50);
        routes.Where(r => new[] { r.Scope is not null, r.NeedsPerson, r.IsOpen }.Count(said => said) != 1).ShouldBeEmpty();
        routes.Where(r => r.Scope is not null && !Scopes.All.Contains(r.Scope)).ShouldBeEmpty();
        routes.Where(r => r.IsOpen).ShouldBeEmpty("a route that anybody may call is added here with its reason");
        routes.GroupBy(r => r.Name).Where(same => same.Count() > 1).ShouldBeEmpty();

        // Reading never needs a scope to write, nor the other way round; lists of secrets are for those who may make them.
        routes.Where(r => r.Scope is not null && r.IsRead != r.Scope.EndsWith(":read", StringComparison.Ordinal)).Select(r => r.Name)
            .ShouldBe(["ListInvitations", "ListApiKeys"], ignoreOrder: true);

        // The gateway's face costs money on each of its routes, and names no row of anybody.
        var gateway = ApiRoute.Endpoints(platform).Where(e => e.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal)).ToList();
        gateway.Count.ShouldBeGreaterThan(4);
        gateway.ShouldAllBe(e => e.Metadata.GetMetadata<RequiredScope>()!.Scope == Scopes.ModelsUse);
        ApiRoute.Endpoints(platform).Except(gateway).Select(e => e.RoutePattern.RawText!)
            .Where(path => !path.StartsWith(ApiRoute.Root, StringComparison.Ordinal)
                && !Elsewhere.Any(known => path.TrimStart('/').StartsWith(known.TrimStart('/'), StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_member_is_refused_exactly_what_his_role_does_not_allow()
    {
        var failures = new List<string>();
        var (allowed, refused) = (0, 0);
        foreach (var role in Enum.GetValues<Role>())
        {
            var organization = await platform.NewOrganizationAsync();
            var member = await platform.NewMemberAsync(organization, role);
            foreach (var request in Requests(organization))
            {
                var answer = await request.SendAsync(member.Http, organization.Id);
                var may = request.Route.Scope is null || Scopes.Of(role).Contains(request.Route.Scope);
                allowed += may ? 1 : 0;
                refused += may ? 0 : 1;
                if (!IsRight(answer, may, "scope_missing"))
                {
                    failures.Add($"{request.Route} as {role} (may: {may}): {answer}");
                }
            }
        }

        failures.ShouldBeEmpty();
        allowed.ShouldBeGreaterThan(150);
        refused.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task A_key_is_refused_exactly_what_its_scopes_do_not_allow()
    {
        var failures = new List<string>();
        var organization = await platform.NewOrganizationAsync();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var scope in Scopes.All)
        {
            var created = await organization.Http.PostJsonAsync("api-keys", new { name = scope, scopes = new[] { scope } });
            using var http = platform.Client(created.Text("key"));
            foreach (var request in Requests(organization))
            {
                var answer = await request.SendAsync(http);
                var may = request.Route.Scope == scope;
                used.UnionWith(may ? [scope] : []);
                if (!IsRight(answer, may, request.Route.NeedsPerson ? "user_required" : "scope_missing"))
                {
                    failures.Add($"{request.Route} with {scope} (may: {may}): {answer}");
                }
            }
        }

        failures.ShouldBeEmpty();
        used.Count.ShouldBeGreaterThan(14);
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_credential()
    {
        var organization = await platform.NewOrganizationAsync();
        using var http = platform.Client(bearer: null);
        foreach (var request in Requests(organization).Where(r => !r.Route.IsOpen))
        {
            var answer = await request.SendAsync(http);
            answer.Status.ShouldBe(401, request.Route.ToString());
            answer.Says("unauthorized").ShouldBeTrue(request.Route.ToString());
        }
    }

    /// <summary>Valid requests for rows that do not exist. The route that ends the organization comes last.</summary>
    private List<RouteRequest> Requests(OrganizationScenario organization)
    {
        var nowhere = new Tenant(platform, organization, "nada", _nobody, new Person(default, "", "", "", organization.Http), "nenhum");
        return [.. ApiRoute.All(platform).OrderBy(r => r.Name == "DeleteOrganization").Select(r => RouteRequest.For(r, nowhere))];
    }

    private static bool IsRight(RouteAnswer answer, bool may, string code) =>
        may ? answer.Status is < 500 and not 401 && !answer.Says(code) : answer.Status == 403 && answer.Says(code);
}
