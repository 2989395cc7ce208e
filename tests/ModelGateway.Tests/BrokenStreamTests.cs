using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests;

/// <summary>After the first token a failure is an exception, never a second voice.</summary>
public sealed class BrokenStreamTests
{
    private static readonly string Begun = Answers.Event(Answers.Delta("Olá, "));

    public static TheoryData<string, FailureClass> FaultsAfterTheFirstToken => new()
    {
        { "end of stream", FailureClass.Truncated },
        { "reset", FailureClass.Truncated },
        { "done without finish", FailureClass.Truncated },
        { "cut inside an event", FailureClass.Truncated },
        { "malformed event", FailureClass.Malformed },
        { "error event", FailureClass.Server },
        { "rate limit event", FailureClass.Throttle },
        { "silence", FailureClass.Timeout },
    };

    [Theory]
    [MemberData(nameof(FaultsAfterTheFirstToken))]
    public async Task A_fault_after_the_first_token_is_an_exception_and_nobody_else_speaks(string fault, FailureClass failureClass)
    {
        await using var broken = new FakeUpstream(Fault(fault));
        await using var other = new FakeUpstream(Answers.Text("nunca"));
        var second = TestGateway.Deployment("a-1", other) with { Order = 1 };
        var options = TestGateway.Options(
            new ModelGroup("a", [TestGateway.Deployment("a-0", broken), second]), TestGateway.Group("b", other)) with
        {
            DefaultFallbacks = ["b"],
        };
        await using var gateway = new TestGateway(Patient(options, fault));

        var (text, failure) = await gateway.FailAsync();

        text.ShouldBe("Olá, ");
        (failure.Class, failure.TextEmitted, failure.Attempts, failure.DeploymentId).ShouldBe((failureClass, true, 1, "a-0"));
        other.Calls.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(FaultsAfterTheFirstToken))]
    public async Task A_reply_in_one_piece_may_still_be_replaced(string fault, FailureClass failureClass)
    {
        _ = failureClass;
        await using var broken = new FakeUpstream(Fault(fault), Fault(fault), Fault(fault));
        await using var other = new FakeUpstream(Answers.Text("Olá!"));
        var options = TestGateway.Options(TestGateway.Group("a", broken), TestGateway.Group("b", other)) with { DefaultFallbacks = ["b"] };
        await using var gateway = new TestGateway(Patient(options, fault));

        var response = await gateway.Chat.GetResponseAsync("Oi", new ChatOptions { ModelId = "a" });

        response.Text.ShouldBe("Olá!");
        GatewayReceipt.Of(response).ShouldNotBeNull().Group.ShouldBe("b");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_break_after_the_finish_reason_only_costs_the_usage(bool reset)
    {
        var body = Begun + Answers.Event(Answers.Finish());
        await using var upstream = new FakeUpstream(reset ? Answers.Cut(body) : Answers.Raw(body));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));

        var reply = await gateway.AskAsync();

        reply.Text.ShouldBe("Olá, ");
        reply.Receipt.Estimated.ShouldBeTrue();
    }

    [Fact]
    public async Task Cancelling_closes_the_connection_and_is_no_failure()
    {
        var closed = new TaskCompletionSource();
        await using var upstream = new FakeUpstream(Answers.Stall(Begun, closed), Answers.Text("de novo"));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));
        using var cancel = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in gateway.Client.StreamAsync([new(ChatRole.User, "Oi")], new ChatOptions { ModelId = "a" }, TestGateway.Scope, cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(10));
        gateway.Client.Groups.Single().Available.ShouldBeTrue();
        (await gateway.AskAsync()).Text.ShouldBe("de novo");
    }

    [Fact]
    public async Task Cancelling_before_the_first_token_closes_the_connection_too()
    {
        var closed = new TaskCompletionSource();
        await using var upstream = new FakeUpstream(Answers.Stall(closed: closed));
        await using var gateway = new TestGateway(
            TestGateway.Options(TestGateway.Group("a", upstream), TestGateway.Local) with { DefaultFallbacks = ["local"] });
        using var cancel = new CancellationTokenSource();

        var asking = gateway.AskAsync(ct: cancel.Token);
        while (upstream.Calls == 0)
        {
            await Task.Delay(5);
        }

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Leaving_the_loop_closes_the_connection()
    {
        var closed = new TaskCompletionSource();
        await using var upstream = new FakeUpstream(Answers.Stall(Begun, closed));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));

        await foreach (var delta in gateway.Client.StreamAsync([new(ChatRole.User, "Oi")], new ChatOptions { ModelId = "a" }, TestGateway.Scope))
        {
            delta.Text.ShouldBe("Olá, ");
            break;
        }

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static ModelGatewayOptions Patient(ModelGatewayOptions options, string fault) => fault != "silence"
        ? options
        : options with { Timeouts = options.Timeouts with { Idle = TimeSpan.FromSeconds(1) } };

    private static Func<FakeConnection, Task> Fault(string fault) => fault switch
    {
        "end of stream" => Answers.Raw(Begun),
        "reset" => Answers.Cut(Begun),
        "done without finish" => Answers.Raw(Begun + Answers.Event("[DONE]")),
        "cut inside an event" => Answers.Raw(Begun + "data: {\"choices\":[{\"delta\":{\"cont"),
        "malformed event" => Answers.Raw(Begun + Answers.Event("{oops}") + Answers.Body("x")),
        "error event" => Answers.Raw(Begun + Answers.Event("""{"error":{"message":"boom","code":500}}""")),
        "rate limit event" => Answers.Raw(Begun + Answers.Event("""{"error":{"message":"slow","code":"rate_limit_exceeded"}}""")),
        _ => Answers.Stall(Begun),
    };
}
