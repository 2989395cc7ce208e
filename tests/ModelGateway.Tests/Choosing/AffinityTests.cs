namespace Agentes.ModelGateway.Tests.Choosing;

public sealed class AffinityTests
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 2000).Select(i => $"conversation-{i}")];

    private static Pool Four(RoutingStrategy strategy) =>
        new(strategy, Pool.Of("a"), Pool.Of("b"), Pool.Of("c"), Pool.Of("double", 2));

    [Theory]
    [InlineData(RoutingStrategy.SimpleShuffle)]
    [InlineData(RoutingStrategy.PeakEwma)]
    public void Calls_of_one_key_meet_and_keys_spread_by_weight(RoutingStrategy strategy)
    {
        var pool = Four(strategy);
        foreach (var state in pool.Group.States)
        {
            pool.Streamed(state.Deployment.Id, 1);
        }

        foreach (var key in Keys.Take(50))
        {
            Enumerable.Range(0, 5).Select(_ => pool.Use(key)).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        }

        var spread = Keys.CountBy(key => pool.Use(key)!).ToDictionary(StringComparer.Ordinal);
        spread["double"].ShouldBeInRange(700, 900);
        spread["a"].ShouldBeInRange(320, 480);
    }

    [Fact]
    public void A_deployment_that_goes_moves_only_its_own_keys()
    {
        var pool = Four(RoutingStrategy.SimpleShuffle);
        var before = Keys.ToDictionary(key => key, key => pool.Use(key), StringComparer.Ordinal);
        pool.Cool("b", 60);

        foreach (var key in Keys.Where(key => before[key] != "b"))
        {
            pool.Use(key).ShouldBe(before[key]);
        }

        Keys.Where(key => before[key] == "b").Select(key => pool.Use(key)).ShouldAllBe(id => id != "b");
    }

    [Fact]
    public void Ours_gives_a_key_up_when_its_deployment_is_twice_as_slow_as_another()
    {
        var pool = new Pool(RoutingStrategy.PeakEwma, Pool.Of("a"), Pool.Of("b"));
        pool.Streamed("a", 1);
        pool.Streamed("b", 1);
        var home = pool.Use("key")!;
        pool.Decision.ToJson().ShouldContain("chosen_by_affinity");

        pool.Streamed(home, 1.8);
        pool.Use("key").ShouldBe(home, "the cache is worth that");
        pool.Streamed(home, 2.2);
        pool.Use("key").ShouldNotBe(home);
    }
}
