namespace Agentes.ModelGateway.Tests.FaultMatrix;

/// <summary>
/// Every fault on every wire, for texts, tools and schemas, streamed and whole: unseen before the first word, told after it, and never a
/// part that passes for a whole reply. In virtual time.
/// </summary>
public sealed class FaultMatrixTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TheoryData<string, string, Want, bool> Cases()
    {
        var cases = new TheoryData<string, string, Want, bool>();
        foreach (var fault in Fault.All)
        {
            foreach (var dialect in Dialect.All)
            {
                foreach (var want in Enum.GetValues<Want>())
                {
                    cases.Add(fault.Name, dialect.Name, want, true);
                    cases.Add(fault.Name, dialect.Name, want, false);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_fault_has_its_outcome(string faultName, string dialectName, Want want, bool streamed)
    {
        var fault = Fault.All.Single(f => f.Name == faultName);
        var bench = new Bench(Dialect.All.Single(d => d.Name == dialectName));
        bench.Servers.Set("first", fault.Script(bench.Dialect, want));
        bench.Servers.Set("second", Script.Whole(string.Concat(bench.Dialect.Events(want))));

        var reply = await bench.AskAsync(want, streamed);

        // What was not shown yet can still come from elsewhere.
        var unseen = !streamed || (want is Want.Tool && !bench.Dialect.CallsAtOnce);
        var outcome = fault.Outcome is Outcome.BreaksOff && unseen ? Outcome.Recovers : fault.Outcome;
        switch (outcome)
        {
            case Outcome.Recovers:
                reply.Failure.ShouldBeNull();
                reply.Said.ShouldBe(Dialect.Expected(want));
                reply.Receipt!.DeploymentId.ShouldBe("second");
                (reply.Receipt.InputTokens, reply.Receipt.OutputTokens).ShouldBe((100, 20));
                bench.Servers.Calls.ShouldBe(["first", "second"]);
                break;
            case Outcome.Same:
                reply.Failure.ShouldBeNull();
                reply.Said.ShouldBe(Dialect.Expected(want));
                reply.Receipt!.DeploymentId.ShouldBe("first");
                (reply.Receipt.InputTokens, reply.Receipt.OutputTokens).ShouldBe((100, 20));
                bench.Servers.Calls.ShouldBe(["first"]);
                break;
            case Outcome.Refused:
                (reply.Failure!.Class, reply.Failure.TextEmitted, reply.Said).ShouldBe((fault.Failure, false, ""));
                bench.Servers.Calls.ShouldBe(["first"]);
                break;
            case Outcome.BreaksOff:
                (reply.Failure!.Class, reply.Failure.TextEmitted).ShouldBe((fault.Failure, true));
                Dialect.Expected(want).ShouldStartWith(reply.Said);
                reply.Said.Length.ShouldBeInRange(1, Dialect.Expected(want).Length - (want is Want.Tool ? 0 : 1));
                reply.Receipt.ShouldBeNull("nothing ends cleanly that broke off");
                bench.Servers.Calls.ShouldBe(["first"]);
                break;
        }

        bench.IsCooling("first").ShouldBe(fault.Cools);
    }

    public static TheoryData<string> Dialects() => [.. Dialect.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Throttled_for_two_minutes_and_alone_is_said_at_once(string dialect)
    {
        var bench = new Bench(Dialect.All.Single(d => d.Name == dialect), alone: true);
        bench.Servers.Set("first", Script.Refuse(429, bench.Dialect.Error(429, Errors.Throttle), ("Retry-After", "120")));
        var before = bench.Time.GetUtcNow();

        var reply = await bench.AskAsync(Want.Text, streamed: true);

        (reply.Failure!.Class, reply.Failure.RetryAfter).ShouldBe((FailureClass.Throttle, TimeSpan.FromSeconds(120)));
        bench.Servers.Calls.Count.ShouldBe(1);
        bench.Time.GetUtcNow().ShouldBe(before, "nobody waited");
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Alone_and_down_is_retried_a_little_and_then_said(string dialect)
    {
        var bench = new Bench(Dialect.All.Single(d => d.Name == dialect), alone: true);
        bench.Servers.Set("first", Script.Refuse(503, bench.Dialect.Error(503, Errors.Server)));

        var reply = await bench.AskAsync(Want.Text, streamed: true);

        reply.Failure!.Class.ShouldBe(FailureClass.Server);
        bench.Servers.Calls.Count.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_trickle_ends_with_the_whole_calls_time(string dialect)
    {
        var bench = new Bench(Dialect.All.Single(d => d.Name == dialect), alone: true);
        var events = bench.Dialect.Events(Want.Text);
        var trickle = Enumerable.Repeat(Part.Of(": still here\n\n") with { Before = TimeSpan.FromSeconds(1) }, 600);
        var word = events.First(e => e.Contains(Dialect.Pieces[1], StringComparison.Ordinal));
        var words = Enumerable.Repeat(Part.Of(word) with { Before = TimeSpan.FromSeconds(1) }, 600);
        bench.Servers.Set("first", Script.Stream([.. events.TakeWhile(e => e != word).Select(Part.Of), .. words, .. trickle]));

        var reply = await bench.AskAsync(Want.Text, streamed: true);

        (reply.Failure!.Class, reply.Failure.TextEmitted).ShouldBe((FailureClass.Timeout, true));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_client_that_goes_away_ends_the_call_upstream(string dialect)
    {
        var bench = new Bench(Dialect.All.Single(d => d.Name == dialect));
        bench.Servers.Set("first", Script.Stream([.. bench.Dialect.Events(Want.Text).SkipLast(1).Select(Part.Of), Part.Silence]));
        using var client = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var delta in bench.Client.StreamAsync(Bench.Messages, Bench.Options(Want.Text), TestGateway.Scope, client.Token))
            {
                if (delta.Text is not null)
                {
                    await client.CancelAsync();
                }
            }
        });

        await bench.Servers.Abandoned.Task.WaitAsync(Patience);
        bench.Servers.Calls.ShouldBe(["first"]);
        bench.IsCooling("first").ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_prompt_that_does_not_fit_goes_to_the_group_for_that(string dialect)
    {
        var bench = new Bench(Dialect.All.Single(d => d.Name == dialect), larger: true);
        bench.Servers.Set("first", Script.Refuse(400, bench.Dialect.Error(400, Errors.Context)));
        bench.Servers.Set("larger", Script.Whole(string.Concat(bench.Dialect.Events(Want.Text))));

        var reply = await bench.AskAsync(Want.Text, streamed: true);

        reply.Said.ShouldBe(Dialect.Expected(Want.Text));
        (reply.Receipt!.Group, reply.Receipt.Fallbacks).ShouldBe(("larger", 1));
        bench.Servers.Calls.ShouldBe(["first", "larger"]);
    }
}
