using Agentes.ModelGateway.Configuration;
using Agentes.ModelGateway.Deployments.Choosing;
using CsCheck;

namespace Agentes.ModelGateway.Tests.Choosing;

public sealed class StrategyTests
{
    [Fact]
    public void A_shuffle_shares_calls_by_weight_whatever_the_weights_are() =>
        Gen.Select(Gen.Double[0.5, 10].Array[2, 6], Gen.Int).Sample(
            (weights, seed) =>
            {
                var pool = new Pool(
                    new RoutingOptions { Strategy = RoutingStrategy.SimpleShuffle },
                    seed,
                    [.. weights.Select((weight, i) => Pool.Of($"d{i}", weight)), Pool.Of("none", 0)]);
                const int Calls = 4000;

                var counts = pool.Share(Calls);

                counts["none"].ShouldBe(0);
                for (var i = 0; i < weights.Length; i++)
                {
                    // Five standard deviations of a binomial share.
                    var share = weights[i] / weights.Sum();
                    var tolerance = 5 * Math.Sqrt(share * (1 - share) / Calls);
                    ((double)counts[$"d{i}"] / Calls).ShouldBe(share, tolerance);
                }
            },
            iter: 100);

    [Fact]
    public void The_least_busy_has_the_fewest_calls_under_way_so_they_stay_even()
    {
        var pool = new Pool(RoutingStrategy.LeastBusy, Pool.Of("a"), Pool.Of("b"), Pool.Of("c"));

        for (var i = 0; i < 30; i++)
        {
            pool.Take();
        }

        pool.Group.States.Select(state => state.Load.InFlight).ShouldBe([10, 10, 10]);
        pool["b"].Load.End();
        pool.Take().ShouldBe("b");
    }

    [Fact]
    public void The_fastest_is_taken_and_within_the_buffer_any_that_is_nearly_as_fast()
    {
        var exact = new Pool(RoutingStrategy.Latency, Pool.Of("fast"), Pool.Of("near"), Pool.Of("slow"));
        var loose = new Pool(
            new RoutingOptions { Strategy = RoutingStrategy.Latency, LatencyBuffer = 0.5 }, 3, Pool.Of("fast"), Pool.Of("near"), Pool.Of("slow"));
        foreach (var pool in new[] { exact, loose })
        {
            pool.Streamed("fast", 1);
            pool.Streamed("near", 1.4);
            pool.Streamed("slow", 2);
        }

        exact.Share(100)["fast"].ShouldBe(100);
        var counts = loose.Share(400);
        counts["slow"].ShouldBe(0);
        counts["near"].ShouldBeInRange(140, 260);
        exact.Time.Advance(TimeSpan.FromHours(2));
        exact.Share(300)["slow"].ShouldBeGreaterThan(50, "what was measured too long ago counts no more");
    }

    [Fact]
    public void Usage_compares_the_part_of_the_limit_that_is_used()
    {
        var pool = new Pool(
            RoutingStrategy.Usage,
            Pool.Of("large") with { TokensPerMinute = 10_000 },
            Pool.Of("small") with { TokensPerMinute = 1_000 });
        pool["large"].Load.Completed(null, 10, 2_000);
        pool["small"].Load.Completed(null, 10, 500);

        pool.Use().ShouldBe("large", "a fifth of its limit, against a half");
        pool["large"].Load.Completed(null, 10, 4_000);
        pool.Use().ShouldBe("small");
        pool.Time.Advance(TimeSpan.FromMinutes(3));
        pool["small"].Load.Completed(null, 10, 1);
        pool.Use().ShouldBe("large", "the minute is over");
    }

    [Fact]
    public void The_cheapest_is_taken_and_an_unknown_price_comes_last()
    {
        var pool = new Pool(
            RoutingStrategy.Cost,
            Pool.Of("unknown"),
            Pool.Of("dear") with { Price = new ModelPrice(2m, 3m) },
            Pool.Of("cheap") with { Price = new ModelPrice(0.000001m, 0.000002m) });

        pool.Use().ShouldBe("cheap");
        pool.Cool("cheap", 60);
        pool.Use().ShouldBe("dear", "two dollars a token, and yet a price that is known");
        pool.Cool("dear", 60);
        pool.Use().ShouldBe("unknown");
    }

    [Fact]
    public void Ours_prefers_the_faster_of_two()
    {
        var pool = new Pool(RoutingStrategy.PeakEwma, Pool.Of("fast"), Pool.Of("slow"));
        pool.Streamed("fast", 0.2);
        pool.Streamed("slow", 1);

        pool.Share(100)["fast"].ShouldBe(100);
        for (var i = 0; i < 20; i++)
        {
            pool.Take();
        }

        pool["slow"].Load.InFlight.ShouldBeInRange(2, 5, "the faster one has five times the calls under way before the slower one is taken");
    }

    [Fact]
    public void Ours_never_takes_the_worst_of_three_or_more() =>
        Gen.Double[0.1, 5].Array[3, 8].Where(speeds => speeds.Distinct().Count() == speeds.Length).Sample(
            speeds =>
            {
                var pool = new Pool(RoutingStrategy.PeakEwma, [.. speeds.Select((_, i) => Pool.Of($"d{i}"))]);
                for (var i = 0; i < speeds.Length; i++)
                {
                    pool.Streamed($"d{i}", speeds[i]);
                }

                pool.Share(100)[$"d{Array.IndexOf(speeds, speeds.Max())}"].ShouldBe(0, "of any two, it is the slower one");
            },
            iter: 100);

    [Fact]
    public void Ours_weighs_price_weight_and_what_is_left_of_a_limit()
    {
        var dear = new Pool(
            RoutingStrategy.PeakEwma,
            Pool.Of("cheap") with { Price = new ModelPrice(1, 1) },
            Pool.Of("dear") with { Price = new ModelPrice(3, 3) });
        dear.Streamed("cheap", 1);
        dear.Streamed("dear", 0.5);
        dear.Use().ShouldBe("cheap", "half the time for three times the price");
        dear.Streamed("cheap", 2);
        dear.Use().ShouldBe("dear");

        var full = new Pool(RoutingStrategy.PeakEwma, Pool.Of("full") with { RequestsPerMinute = 10 }, Pool.Of("free"));
        full["full"].Load.Minutes.Call(full.Time.GetTimestamp(), 9);
        full.Streamed("full", 1);
        full.Streamed("free", 5);
        full.Use().ShouldBe("free", "a tenth left makes ten seconds of one");

        var strong = new Pool(RoutingStrategy.PeakEwma, Pool.Of("strong", 4), Pool.Of("weak"));
        strong.Streamed("strong", 1);
        strong.Streamed("weak", 1);
        for (var i = 0; i < 50; i++)
        {
            strong.Take();
        }

        strong["strong"].Load.InFlight.ShouldBeInRange(38, 42, "under load the shares are the weights");
    }

    [Fact]
    public void Ours_tries_one_again_that_was_slow_a_while_ago_and_one_that_failed_fast_does_not_look_quick()
    {
        var pool = new Pool(RoutingStrategy.PeakEwma, Pool.Of("fast"), Pool.Of("slow"));
        pool.Streamed("slow", 3);
        pool.Streamed("fast", 0.3);
        pool.Use().ShouldBe("fast", "control");

        pool.Time.Advance(TimeSpan.FromSeconds(90));
        pool.Streamed("fast", 0.3);
        pool.Use().ShouldBe("slow");

        pool["slow"].Load.Failed(TimeSpan.FromMilliseconds(1));
        pool["slow"].Load.Failed(TimeSpan.FromMilliseconds(1));
        pool["slow"].Load.Failed(TimeSpan.FromMilliseconds(1));
        pool.Use().ShouldBe("fast");
    }

    [Fact]
    public void New_deployments_get_one_call_each_and_then_share_until_they_are_known()
    {
        var pool = new Pool(RoutingStrategy.PeakEwma, Pool.Of("a"), Pool.Of("b"));
        pool.Streamed("a", 1);

        pool.Take().ShouldBe("b", "it is not known yet");
        pool.Take().ShouldBe("a", "b has not shown anything so far");
    }

    [Fact]
    public void No_strategy_takes_one_that_cools_while_another_may_be_called() =>
        Gen.Select(Gen.Enum<RoutingStrategy>(), Gen.Bool.Array[2, 6], Gen.Int.Array[2, 6], Gen.Int).Sample(
            (strategy, cooling, order, seed) =>
            {
                var ids = Enumerable.Range(0, cooling.Length).ToList();
                var pool = new Pool(
                    new RoutingOptions { Strategy = strategy },
                    seed,
                    [.. ids.Select(i => Pool.Of($"d{i}", i % 3) with { Order = Math.Abs(order[i % order.Length] % 3) })]);
                foreach (var i in ids.Where(i => cooling[i]))
                {
                    pool.Cool($"d{i}", 30);
                }

                var well = ids.Where(i => !cooling[i]).Select(i => pool[$"d{i}"]).ToList();
                var taken = pool.Use();

                if (well.Count == 0)
                {
                    taken.ShouldBeNull();
                    pool.Take(lastResort: true).ShouldNotBeNull("bad luck may be over");
                    return;
                }

                var chosen = well.Single(state => state.Deployment.Id == taken);
                var level = well.Where(state => state.Deployment.Order == well.Min(s => s.Deployment.Order)).ToList();
                level.ShouldContain(chosen, "the lowest level that is there");
                (chosen.Deployment.Weight > 0 || level.TrueForAll(state => state.Deployment.Weight == 0)).ShouldBeTrue("weight 0 only when all have it");
            },
            iter: 500);

    [Theory]
    [InlineData("simple-shuffle")]
    [InlineData("least-busy")]
    [InlineData("latency-based-routing")]
    [InlineData("usage-based-routing")]
    [InlineData("usage-based-routing-v2")]
    [InlineData("cost-based-routing")]
    [InlineData("peak-ewma")]
    public void Every_name_of_the_configuration_is_a_strategy(string name)
    {
        var options = ModelGatewayConfiguration.Parse($"""
            model_list: [{"{"}model_name: a, litellm_params: {"{"}model: local/extractive{"}"}{"}"}]
            router_settings: {"{"}routing_strategy: {name}{"}"}
            """);

        Strategies.Find(name).ShouldBe(options.Routing.Strategy);
        (Strategies.NameOf(options.Routing.Strategy) == name || name == "usage-based-routing").ShouldBeTrue();
    }
}
