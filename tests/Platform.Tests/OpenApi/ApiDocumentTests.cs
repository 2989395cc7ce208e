using System.Reflection;
using System.Text.Json;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.OpenApi;
using Agentes.Platform.Tests.Fixture;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Tests.OpenApi;

public sealed class ApiDocumentTests(PlatformFixture platform)
{
    private IEnumerable<RouteEndpoint> Routes => platform.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(route => route.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal));

    [Fact]
    public void Every_route_says_who_may_use_it()
    {
        Routes.Count().ShouldBeGreaterThan(50);
        Routes.Where(route => route.Metadata.GetMetadata<RequiredScope>() is null
                && route.Metadata.GetMetadata<RequiredUser>() is null
                && route.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(route => route.DisplayName)
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_route_is_described_with_a_name_of_its_own()
    {
        var document = await DocumentAsync();
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).ToList();

        document.Text("openapi")!.ShouldStartWith("3.1");
        operations.Count.ShouldBe(Routes.Sum(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Count));
        var names = operations.ConvertAll(operation => operation.Value.Text("operationId"));
        names.ShouldAllBe(name => name != null);
        names.ShouldBeUnique();
    }

    [Fact]
    public async Task Every_type_has_a_schema_and_no_two_share_one()
    {
        var components = (await DocumentAsync()).GetProperty("components");
        var schemas = components.GetProperty("schemas").EnumerateObject().Select(s => s.Name).ToList();
        var types = Routes.SelectMany(Bodies).SelectMany(type => Reachable(type, [])).Distinct()
            .Where(type => SchemaNames.Of(type) is not null)
            .GroupBy(type => SchemaNames.Of(type)!)
            .ToList();

        types.Count.ShouldBeGreaterThan(20);
        types.Where(named => named.Count() > 1).Select(named => named.Key).ShouldBeEmpty();
        types.Select(named => named.Key).Where(name => !schemas.Contains(name)).ShouldBeEmpty();
        schemas.ShouldContain("Problem");
        schemas.Where(name => char.IsAsciiDigit(name.Last())).ShouldBeEmpty("a trailing number means that two types wanted one name");
    }

    [Fact]
    public async Task Members_are_snake_case_and_say_whether_they_may_be_null()
    {
        var schemas = (await DocumentAsync()).GetProperty("components").GetProperty("schemas");
        var agent = schemas.GetProperty("AgentResponse");
        var required = agent.GetProperty("required").EnumerateArray().Select(r => r.GetString()).ToList();

        required.ShouldContain("published_version");
        agent.GetProperty("properties").GetProperty("published_version").GetProperty("type").ToString().ShouldContain("null");
        agent.GetProperty("properties").GetProperty("name").Text("type").ShouldBe("string");
        schemas.GetProperty("AgentLanguage").GetProperty("enum").EnumerateArray().Select(e => e.GetString())
            .ShouldBe(["auto", "pt-BR", "en"]);
        schemas.GetProperty("AgentFieldsPatch").TryGetProperty("required", out _).ShouldBeFalse();
        schemas.GetProperty("AgentFieldsPatch").GetProperty("properties").TryGetProperty("draft", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task There_is_a_page_for_people()
    {
        using var http = platform.Client(bearer: null);
        using var page = await http.GetAsync($"{platform.Address}/docs/");
        ((int)page.StatusCode).ShouldBe(200);
        (await page.Content.ReadAsStringAsync()).ShouldContain("openapi/v1.json");
    }

    private static IEnumerable<Type> Bodies(RouteEndpoint route) =>
        route.Metadata.OfType<Microsoft.AspNetCore.Http.Metadata.IProducesResponseTypeMetadata>().Select(p => p.Type)
            .Concat(route.Metadata.OfType<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>().Select(a => a.RequestType))
            .OfType<Type>();

    private static IEnumerable<Type> Reachable(Type type, HashSet<Type> seen)
    {
        var actual = Nullable.GetUnderlyingType(type) ?? type;
        if (!seen.Add(actual))
        {
            return [];
        }

        var isPatch = actual.IsGenericType && actual.GetGenericTypeDefinition() == typeof(MergePatch<>);
        var shape = isPatch ? actual.GetGenericArguments()[0] : actual;
        var nested = actual.IsGenericType && !isPatch ? actual.GetGenericArguments() : [];
        var element = actual.IsArray ? new[] { actual.GetElementType()! } : [];
        var properties = shape.Assembly == typeof(Problem).Assembly && !shape.IsEnum
            ? shape.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.PropertyType)
            : [];
        return [actual, .. nested.Concat(properties).Concat(element).SelectMany(t => Reachable(t, seen))];
    }

    private async Task<JsonElement> DocumentAsync()
    {
        using var http = platform.Client(bearer: null);
        return JsonDocument.Parse(await http.GetStringAsync($"{platform.Address}/openapi/v1.json")).RootElement;
    }
}
