using Agentes.ModelGateway.Deployments;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Agentes.ModelGateway.Tests.Choosing;

public sealed class RetryBudgetTests
{
    [Fact]
    public void A_storm_in_which_every_call_wants_retries_gets_a_fifth_more_and_a_little() =>
        Gen.Select(Gen.Int[100, 3000], Gen.Int[1, 5]).Sample(
            (calls, wanted) =>
            {
                var budget = new RetryBudget(new RetryLimits(), new FakeTimeProvider());
                var retries = 0;
                for (var i = 0; i < calls; i++)
                {
                    budget.Pay();
                    for (var retry = 0; retry < wanted && budget.TryTake(); retry++)
                    {
                        retries++;
                    }
                }

                retries.ShouldBeInRange((int)(calls * 0.2), (int)(calls * 0.2) + 11);
            },
            iter: 100);

    [Fact]
    public void A_group_with_few_calls_may_retry_them_all_and_the_trickle_does_not_pile_up()
    {
        var time = new FakeTimeProvider();
        var budget = new RetryBudget(new RetryLimits(), time);
        for (var i = 0; i < 100; i++)
        {
            budget.TryTake().ShouldBeTrue();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        time.Advance(TimeSpan.FromHours(1));
        Enumerable.Range(0, 100).Count(_ => budget.TryTake()).ShouldBe(10);
    }

    [Fact]
    public void Traffic_of_long_ago_is_worth_a_hundred_retries_at_most()
    {
        var budget = new RetryBudget(new RetryLimits(), new FakeTimeProvider());
        for (var i = 0; i < 100_000; i++)
        {
            budget.Pay();
        }

        Enumerable.Range(0, 1000).Count(_ => budget.TryTake()).ShouldBe(100);
    }
}
