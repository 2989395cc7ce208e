using Agentes.ModelGateway.Lifecycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Agentes.ModelGateway.Tests.Configuration;

public sealed class LifecycleTests
{
    private const string Retired = """
        model_list:
          - model_name: a
            litellm_params: {model: claude-3-opus-20240229, api_key: k}
          - model_name: b
            litellm_params: {model: anthropic/claude-opus-4-8, api_key: k}
          - model_name: c
            litellm_params: {model: claude-3-opus-20240229, api_base: "http://museum.example/v1"}

        """;

    [Fact]
    public void Every_model_of_the_specification_is_retired_or_misnamed_and_says_its_successor()
    {
        var lives = Yaml.Shipped("models.spec.yaml").Groups.Select(group => group.Deployments[0].Lifecycle.ShouldNotBeNull()).ToList();

        lives.ConvertAll(life => life.Status).ShouldBe(
        [
            LifecycleStatus.Misnamed, LifecycleStatus.Retired, LifecycleStatus.Retired, LifecycleStatus.Retired, LifecycleStatus.Retired,
        ]);
        lives.ConvertAll(life => life.RetiredOn?.Year).ShouldBe([null, 2025, 2026, 2025, 2026]);
        lives.ShouldAllBe(life => life.Successor != null && life.Source != null && life.Warning != null);
    }

    [Fact]
    public void The_shipped_tiers_are_the_successors_and_no_price_is_made_up()
    {
        var redirected = Yaml.Shipped("models.spec.yaml").Groups.Select(group => group.Deployments[0].Lifecycle!.Successor);
        var shipped = Yaml.Shipped("models.yaml").Groups;

        shipped.Where(group => group.Name != "local").Select(group => group.Deployments[0].Model).ShouldBe(redirected);
        shipped.SelectMany(group => group.Deployments).ShouldAllBe(d => d.Lifecycle!.Status == LifecycleStatus.Active);

        // Prices that a price list supports follow its rules; the others are unknown, and that is said as null.
        var priced = shipped.Where(group => group.Deployments[0].Provider == "anthropic").Select(group => group.Deployments[0].Price!).ToList();
        priced.Count.ShouldBe(3);
        priced.ShouldAllBe(p => p.CachedInput == p.Input / 10 && p.CacheWrite == p.Input * 1.25m && p.CacheWriteLong == p.Input * 2 && p.Output > p.Input);
        shipped.Where(group => group.Deployments[0].Provider is "gemini" or "together_ai").ShouldAllBe(group => group.Deployments[0].Price == null);
    }

    [Fact]
    public void No_successor_is_retired_itself()
    {
        RetiredModels.All.Count().ShouldBeGreaterThanOrEqualTo(5);
        foreach (var row in RetiredModels.All)
        {
            RetiredModels.Judge(row.Provider, row.Model, redirect: false).Lifecycle.Status.ShouldNotBe(LifecycleStatus.Active, "control");
            RetiredModels.Judge(row.Provider, row.Successor, redirect: true).Lifecycle.Status.ShouldBe(LifecycleStatus.Active, row.Successor);
        }
    }

    [Fact]
    public void A_retired_model_is_called_as_it_is_named_until_redirects_are_switched_on()
    {
        var plain = Yaml.Read(Retired).Groups;
        (plain[0].Deployments[0].Model, plain[0].Deployments[0].Lifecycle!.Status).ShouldBe(("claude-3-opus-20240229", LifecycleStatus.Retired));
        plain[0].Deployments[0].Price.ShouldNotBeNull();

        var redirected = Yaml.Read(Retired + "router_settings: {redirect_retired: true}").Groups;

        var opus = redirected[0].Deployments[0];
        (opus.Model, opus.Id, opus.Lifecycle!.Status).ShouldBe(("claude-opus-4-8", "a:anthropic/claude-opus-4-8", LifecycleStatus.Redirected));
        opus.Lifecycle.Model.ShouldBe("claude-3-opus-20240229");
        opus.Price.ShouldBeNull("the old price is not the successor's");
        redirected[1].Deployments[0].Lifecycle!.Status.ShouldBe(LifecycleStatus.Active);
        var museum = redirected[2].Deployments[0];
        (museum.Model, museum.Lifecycle!.Status).ShouldBe(("claude-3-opus-20240229", LifecycleStatus.Active), "another server may still serve it");
    }

    [Theory]
    [InlineData("false", "claude-3-opus-20240229 was retired on 2026-01-05; its successor is claude-opus-4-8")]
    [InlineData("true", "claude-3-opus-20240229 was retired on 2026-01-05; calls go to claude-opus-4-8")]
    public void The_log_warns_once_at_the_start_and_the_status_tells_it(string redirect, string expected)
    {
        var log = new ListLogger();
        using var services = new ServiceCollection()
            .AddSingleton<ILogger<ModelGatewayClient>>(log)
            .AddModelGateway(Yaml.Read(Retired + $"router_settings: {{redirect_retired: {redirect}}}"))
            .BuildServiceProvider();

        var status = services.GetRequiredService<ModelGatewayClient>().Groups;

        log.Warnings.ShouldHaveSingleItem().ShouldContain(": " + expected);
        status.Select(group => group.Lifecycle.Successor).ShouldBe(["claude-opus-4-8", null, null]);
        status[0].Deployments[0].Lifecycle.RetiredOn.ShouldBe(new DateOnly(2026, 1, 5));
    }
}
