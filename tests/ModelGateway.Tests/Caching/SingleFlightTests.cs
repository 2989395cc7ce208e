using Agentes.ModelGateway.Caching;
using Agentes.ModelGateway.Faces;
using Agentes.ModelGateway.Faces.OpenAI;
using Agentes.ModelGateway.Tests.Faces;

namespace Agentes.ModelGateway.Tests.Caching;

public sealed class SingleFlightTests
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("\"stream\":true")]
    [InlineData("\"stream\":false")]
    public async Task Fifty_equal_callers_make_one_call(string form)
    {
        var held = new TaskCompletionSource();
        await using var upstream = new FakeUpstream(Held(held, "um dois quatro"));
        await using var shop = new Shop(new CachingOptions(), upstream);

        var callers = Enumerable.Range(0, 50).Select(_ => shop.AskAsync(Shop.Chat(members: form))).ToList();
        held.SetResult();
        var answers = await Task.WhenAll(callers).WaitAsync(Enough);

        upstream.Calls.ShouldBe(1);
        answers.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem().ShouldContain("quatro");
        answers.Count(answer => answer.Receipt!.Cached).ShouldBe(49);
        answers.Sum(answer => answer.Receipt!.CostUsd).ShouldBe(answers[0].Receipt!.CostUsd, "one of them pays");
    }

    [Fact]
    public async Task When_the_first_caller_leaves_the_others_get_the_same_reply_without_another_call()
    {
        var held = new TaskCompletionSource();
        await using var upstream = new FakeUpstream(Held(held, "um dois"));
        await using var shop = new Shop(new CachingOptions(), upstream);
        using var gone = new CancellationTokenSource();

        var first = shop.AskAsync(Shop.Chat(members: "\"stream\":true"), ct: gone.Token);
        var second = shop.AskAsync(Shop.Chat(members: "\"stream\":true"));
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        held.SetResult();

        (await second.WaitAsync(Enough)).Body.ShouldContain("dois");
        upstream.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task When_the_last_caller_leaves_the_call_upstream_ends()
    {
        var closed = new TaskCompletionSource();
        await using var upstream = new FakeUpstream(Answers.Stall(Answers.Event(Answers.Delta("um")), closed));
        await using var shop = new Shop(new CachingOptions(), upstream);
        var request = ChatRequest.Read(Face.Bytes(Shop.Chat(members: "\"stream\":true")));

        var first = await shop.Client.OpenAsync(request, shop.Mine, CancellationToken.None);
        var second = await shop.Client.OpenAsync(request, shop.Mine, CancellationToken.None);
        await first.DisposeAsync();
        closed.Task.IsCompleted.ShouldBeFalse("somebody still waits");
        await second.DisposeAsync();

        await closed.Task.WaitAsync(Enough);
    }

    [Fact]
    public async Task When_the_call_fails_one_of_the_others_takes_over_for_all_that_are_left()
    {
        var held = new TaskCompletionSource();
        await using var upstream = new FakeUpstream(
            async connection =>
            {
                await held.Task;
                await Answers.Error(500, "x")(connection);
            },
            Shop.Answer("Olá"));
        await using var shop = new Shop(new CachingOptions(), upstream);

        var callers = Enumerable.Range(0, 20).Select(_ => shop.AskAsync(Shop.Chat(members: "\"stream\":true"))).ToList();
        held.SetResult();
        await Task.WhenAll(callers.Select(caller => caller.ContinueWith(static _ => { }, TaskScheduler.Default))).WaitAsync(Enough);

        callers.Count(caller => caller.IsFaulted).ShouldBe(1, "the one who began it");
        upstream.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_not_asked_once_for_every_caller()
    {
        var held = new TaskCompletionSource();
        await using var upstream = new FakeUpstream(async connection =>
        {
            await held.Task;
            await Answers.Error(500, "x")(connection);
        });
        await using var shop = new Shop(new CachingOptions(), upstream);

        var callers = Enumerable.Range(0, 20).Select(_ => shop.AskAsync(Shop.Chat())).ToList();
        held.SetResult();
        await Task.WhenAll(callers.Select(caller => caller.ContinueWith(static _ => { }, TaskScheduler.Default))).WaitAsync(Enough);

        callers.ShouldAllBe(caller => caller.IsFaulted);
        upstream.Calls.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task Callers_of_different_tenants_do_not_share_a_call()
    {
        var held = new TaskCompletionSource();
        await using var upstream = new FakeUpstream(Held(held, "meu"), Held(held, "seu"));
        await using var shop = new Shop(new CachingOptions(), upstream);

        var mine = shop.AskAsync(Shop.Chat());
        var theirs = shop.AskAsync(Shop.Chat(), shop.Theirs);
        held.SetResult();

        (await mine).Body.ShouldNotBe((await theirs).Body);
        upstream.Calls.ShouldBe(2);
    }

    private static Func<FakeConnection, Task> Held(TaskCompletionSource held, string text) => async connection =>
    {
        await held.Task;
        await Shop.Answer(text)(connection);
    };
}
