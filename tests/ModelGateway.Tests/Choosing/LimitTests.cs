using CsCheck;

namespace Agentes.ModelGateway.Tests.Choosing;

public sealed class LimitTests
{
    [Fact]
    public void A_deployment_at_its_limit_is_left_for_another_and_refused_when_there_is_none()
    {
        var pool = new Pool(
            RoutingStrategy.SimpleShuffle,
            Pool.Of("small", 100) with { RequestsPerMinute = 3 },
            Pool.Of("spare") with { RequestsPerMinute = 2, Order = 1 });

        Enumerable.Range(0, 6).Select(_ => pool.Use()).ShouldBe(["small", "small", "small", "spare", "spare", null]);
        pool.Decision.ToJson().ShouldContain("over_request_limit");
        pool.Time.Advance(TimeSpan.FromMinutes(2));
        pool.Use().ShouldBe("small");
    }

    [Fact]
    public void No_more_calls_than_allowed_are_under_way_at_the_same_time()
    {
        var pool = new Pool(RoutingStrategy.SimpleShuffle, Pool.Of("a") with { ParallelRequests = 2 });

        new[] { pool.Take(), pool.Take(), pool.Take() }.ShouldBe(["a", "a", null]);
        pool["a"].Load.End();
        pool.Take().ShouldBe("a");
        pool.Take().ShouldBeNull();
    }

    [Fact]
    public async Task A_limit_holds_for_many_callers_at_once_and_not_one_slot_is_lost()
    {
        var pool = new Pool(RoutingStrategy.SimpleShuffle, Pool.Of("a") with { ParallelRequests = 7, RequestsPerMinute = 1000 });
        var (load, limits, now) = (pool["a"].Load, pool["a"].Limits, pool.Time.GetTimestamp());
        var (passed, most) = (0, 0);

        await Parallel.ForAsync(0, 5000, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (_, _) =>
        {
            if (load.TryBegin(limits, 0, now))
            {
                most = Math.Max(most, load.InFlight);
                Interlocked.Increment(ref passed);
                await Task.Yield();
                load.End();
            }
        });

        while (load.TryBegin(limits, 0, now))
        {
            passed++;
            load.End();
        }

        most.ShouldBeLessThanOrEqualTo(7);
        passed.ShouldBe(1000);
        load.InFlight.ShouldBe(0);
    }

    [Fact]
    public void Expected_tokens_count_before_they_are_used_and_real_ones_afterwards()
    {
        var pool = new Pool(RoutingStrategy.SimpleShuffle, Pool.Of("a") with { TokensPerMinute = 1000 });

        pool.Take(tokens: 600).ShouldBe("a");
        pool["a"].Load.Completed(null, 10, -500);
        pool.Take(tokens: 600).ShouldBe("a", "it had used only 100");
        pool.Take(tokens: 600).ShouldBe("a", "700 of 1000");
        pool.Take(tokens: 600).ShouldBeNull();
    }

    [Fact]
    public void What_was_used_slides_out_and_is_never_more_than_the_limit_in_any_minute() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[1, 20_000].Array[20, 200]).Sample(
            (limit, pauses) =>
            {
                var pool = new Pool(RoutingStrategy.SimpleShuffle, Pool.Of("a") with { RequestsPerMinute = limit });
                var taken = new List<DateTimeOffset>();
                foreach (var pause in pauses)
                {
                    pool.Time.Advance(TimeSpan.FromMilliseconds(pause));
                    if (pool.Use() is not null)
                    {
                        taken.Add(pool.Time.GetUtcNow());
                    }
                }

                // Within a minute of the clock the limit is exact; across its border the minute before counts by its part.
                var first = taken[0] - TimeSpan.FromMilliseconds(pauses[0]);
                taken.GroupBy(at => (int)((at - first).TotalMinutes)).ShouldAllBe(minute => minute.Count() <= limit);
            },
            iter: 200);

    [Fact]
    public void Who_waits_as_long_as_he_is_told_is_let_through_and_not_much_earlier() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 59], Gen.Bool).Sample(
            (limit, second, tokens) =>
            {
                var deployment = tokens ? Pool.Of("a") with { TokensPerMinute = 10 * limit } : Pool.Of("a") with { RequestsPerMinute = limit };
                var pool = new Pool(RoutingStrategy.SimpleShuffle, deployment);
                pool.Time.Advance(TimeSpan.FromSeconds(second));
                while (pool.Take(tokens: tokens ? 10 : 0) is not null)
                {
                    pool["a"].Load.End();
                }

                var wait = pool["a"].Load.Wait(pool["a"].Limits!, pool.Time.GetTimestamp());

                wait.ShouldBeGreaterThan(TimeSpan.Zero);
                pool.Time.Advance(wait * 0.9);
                pool.Take().ShouldBeNull();
                pool.Time.Advance((wait * 0.1) + TimeSpan.FromMilliseconds(1));
                pool.Take().ShouldBe("a");
            },
            iter: 300);
}
