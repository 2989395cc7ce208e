using Agentes.ModelGateway.Admission;
using CsCheck;

namespace Agentes.ModelGateway.Tests.Admission;

/// <summary>Limits per minute and windows of budgets, in a time of their own.</summary>
public sealed class WindowTests
{
    [Fact]
    public void In_no_sixty_seconds_is_more_taken_than_the_limit_and_who_waits_as_told_gets_in() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[1, 7]).List[1, 300].Sample(
            calls =>
            {
                const int limit = 10;
                var (window, second, taken) = (new MinuteWindow(), 1000L, new List<(long Second, int Amount)>());
                foreach (var (pause, amount) in calls)
                {
                    second += pause;
                    var wait = window.Wait(second, amount, limit).ShouldNotBeNull();
                    if (wait > 0)
                    {
                        window.Wait(second + wait - 1, amount, limit).ShouldNotBeNull().ShouldBeGreaterThan(0, "not a second earlier");
                        second += wait;
                        window.Wait(second, amount, limit).ShouldBe(0);
                    }

                    window.Take(second, amount);
                    taken.Add((second, amount));
                    taken.Where(one => second - one.Second <= 60).Sum(one => one.Amount).ShouldBeLessThanOrEqualTo(limit);
                }
            },
            iter: 300);

    [Fact]
    public void What_was_taken_too_much_is_free_again_and_what_no_longer_counts_cannot_be_given_back()
    {
        var window = new MinuteWindow();
        window.Take(100, 50);
        window.Take(100, -20);
        window.Used(160).ShouldBe(30);
        window.Used(161).ShouldBe(0);
        window.Take(100, -30);
        window.Used(161).ShouldBe(0);
        window.Wait(161, 11, 10).ShouldBeNull("more than the limit never fits");
    }

    [Theory]
    [InlineData(BudgetWindow.Minute, "2026-11-24T13:45:00Z", "2026-11-24T13:46:00Z")]
    [InlineData(BudgetWindow.Hour, "2026-11-24T13:00:00Z", "2026-11-24T14:00:00Z")]
    [InlineData(BudgetWindow.Day, "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z")]
    [InlineData(BudgetWindow.Week, "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z")]
    [InlineData(BudgetWindow.Month, "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")]
    public void Windows_begin_and_end_at_round_instants_of_utc(BudgetWindow window, string start, string end)
    {
        // In São Paulo it is still the morning; that changes nothing.
        var now = new DateTimeOffset(2026, 11, 24, 10, 45, 30, TimeSpan.FromHours(-3));

        window.Start(now).ShouldBe(DateTimeOffset.Parse(start, null));
        window.End(window.Start(now)).ShouldBe(DateTimeOffset.Parse(end, null));
        window.Start(window.Start(now)).ShouldBe(window.Start(now));
    }

    [Fact]
    public void A_budget_without_a_window_never_ends()
    {
        BudgetWindow.None.Start(DateTimeOffset.MaxValue).ShouldBe(DateTimeOffset.UnixEpoch);
        BudgetWindow.None.End(DateTimeOffset.UnixEpoch).ShouldBeNull();
    }

    [Fact]
    public void What_replies_usually_take_is_known_after_twenty_of_them()
    {
        var habits = new OutputHabits();
        var key = Guid.CreateVersion7();
        for (var tokens = 1; tokens <= 24; tokens++)
        {
            habits.Note(key, "a", tokens);
        }

        habits.Usual(key, "a").ShouldBe(22);
        habits.Usual(key, "b").ShouldBeNull();
        habits.Usual(Guid.CreateVersion7(), "a").ShouldBeNull();
    }

    [Fact]
    public void A_list_of_models_allows_names_and_patterns()
    {
        var list = new ModelAllowList(["tier1-llama", "openai/*"]);
        list.Allows("tier1-llama").ShouldBeTrue();
        list.Allows("openai/gpt").ShouldBeTrue();
        list.Allows("tier1-llama2").ShouldBeFalse();
        new ModelAllowList(["*"]).Allows("anything").ShouldBeTrue();
    }
}
