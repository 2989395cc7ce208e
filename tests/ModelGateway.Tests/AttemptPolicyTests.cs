using Agentes.ModelGateway.Deployments;
using Microsoft.Extensions.Time.Testing;

namespace Agentes.ModelGateway.Tests;

public sealed class AttemptPolicyTests
{
    private static readonly RetryLimits Limits = new() { Count = 10 };
    private static readonly ModelDeployment Any = new() { Id = "d", Provider = "openai", Model = "m" };

    [Theory]
    [InlineData(0, 0.375, 0.5)]
    [InlineData(1, 0.75, 1)]
    [InlineData(2, 1.5, 2)]
    [InlineData(9, 6, 8)]
    public void Waits_double_from_half_a_second_to_eight_with_a_quarter_of_jitter(int retries, double least, double most)
    {
        var policy = new AttemptPolicy(Limits, new Random(3));
        for (var i = 0; i < 100; i++)
        {
            var (step, delay) = policy.After(Failure(FailureClass.Server), Any, new AttemptSituation(retries, false, false));

            step.ShouldBe(NextStep.Retry);
            delay.TotalSeconds.ShouldBeInRange(least, most);
        }
    }

    [Theory]
    [InlineData(3, true, NextStepName.Retry, 3)]
    [InlineData(30, true, NextStepName.FallBack, 0)]
    [InlineData(30, false, NextStepName.Retry, 30)]
    [InlineData(300, false, NextStepName.FallBack, 0)]
    public void A_retry_after_is_waited_for_when_that_is_worth_it(int asked, bool hasFallback, NextStepName step, int waited) =>
        new AttemptPolicy(Limits, new Random(3))
            .After(Failure(FailureClass.Throttle, asked), Any, new AttemptSituation(0, false, hasFallback))
            .ShouldBe(((NextStep)step, TimeSpan.FromSeconds(waited)));

    [Fact]
    public void Another_deployment_is_tried_at_once() =>
        new AttemptPolicy(Limits, new Random(3))
            .After(Failure(FailureClass.Throttle, 30), Any, new AttemptSituation(0, true, true))
            .ShouldBe((NextStep.Retry, TimeSpan.Zero));

    [Fact]
    public void A_group_of_one_is_not_cooled_for_bad_luck_but_for_what_the_provider_said()
    {
        var policy = new AttemptPolicy(Limits, new Random(3));

        policy.CooldownAfter(Failure(FailureClass.Server), Any, 99, hasSiblings: false).ShouldBe(TimeSpan.Zero);
        policy.CooldownAfter(Failure(FailureClass.Server), Any, 99, hasSiblings: true).ShouldBe(Limits.Cooldown);
        policy.CooldownAfter(Failure(FailureClass.Server), Any, 3, hasSiblings: true).ShouldBe(TimeSpan.Zero);
        policy.CooldownAfter(Failure(FailureClass.Throttle, 9), Any, 1, hasSiblings: false).ShouldBe(TimeSpan.FromSeconds(9));
        policy.CooldownAfter(Failure(FailureClass.Credential), Any, 1, hasSiblings: false).ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void A_cooldown_that_did_not_help_is_followed_by_one_twice_as_long_up_to_a_limit()
    {
        var policy = new AttemptPolicy(Limits with { LongestCooldown = TimeSpan.FromSeconds(60) }, new Random(3));

        double After(int reopened) =>
            policy.CooldownAfter(Failure(FailureClass.Server), Any, 99, hasSiblings: true, reopened).TotalSeconds;

        new[] { After(0), After(1), After(2), After(3), After(4), After(50) }.ShouldBe([5, 10, 20, 40, 60, 60]);
        policy.CooldownAfter(Failure(FailureClass.Throttle, 9), Any, 1, hasSiblings: true, 3).ShouldBe(TimeSpan.FromSeconds(9), "what was asked for");
    }

    [Fact]
    public async Task The_clock_limits_the_first_token_then_silence_and_not_the_reader()
    {
        var time = new FakeTimeProvider();
        var (first, idle) = (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));
        using var clock = new PhaseClock(first, idle, time.TimestampAfter(TimeSpan.FromMinutes(10)), time, default);

        time.Advance(TimeSpan.FromSeconds(29));
        clock.Generating();
        for (var i = 0; i < 10; i++)
        {
            time.Advance(TimeSpan.FromSeconds(4));
            clock.Touch();
        }

        clock.Pause();
        time.Advance(TimeSpan.FromMinutes(2));
        clock.Expired.ShouldBeNull("a slow reader is no fault of the provider");

        clock.Wait();
        time.Advance(TimeSpan.FromSeconds(5));
        clock.Expired.ShouldBe("idle");
        await Should.ThrowAsync<OperationCanceledException>(Task.Delay(Timeout.Infinite, clock.Token));
    }

    [Theory]
    [InlineData(30, 600, 31, "first token")]
    [InlineData(30, 20, 21, "total")]
    public void The_clock_names_the_phase_that_took_too_long(int first, int total, int passed, string expected)
    {
        var time = new FakeTimeProvider();
        using var clock = new PhaseClock(
            TimeSpan.FromSeconds(first), TimeSpan.FromSeconds(5), time.TimestampAfter(TimeSpan.FromSeconds(total)), time, default);

        time.Advance(TimeSpan.FromSeconds(passed));

        clock.Expired.ShouldBe(expected);
    }

    private static ModelFailure Failure(FailureClass failureClass, int? retryAfter = null) =>
        new(failureClass, "because") { RetryAfter = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
}

/// <summary>The policy's steps, visible to a public test method.</summary>
public enum NextStepName
{
    Retry = NextStep.Retry,
    FallBack = NextStep.FallBack,
}
