using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.ModelGateway.Tests;

/// <summary>A gateway as an application registers it, over fake upstreams, with waits too short to notice.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public TestGateway(ModelGatewayOptions options)
    {
        _services = new ServiceCollection().AddModelGateway(options).AddSingleton(new Random(7)).BuildServiceProvider();
        Client = _services.GetRequiredService<ModelGatewayClient>();
    }

    public static CallScope Scope { get; } = new(Guid.CreateVersion7());

    public ModelGatewayClient Client { get; }

    public ScopedGateway Chat => Client.For(Scope);

    public static ModelGatewayOptions Options(params ModelGroup[] groups) => new()
    {
        Groups = groups,
        Retries = new RetryLimits { BackoffBase = TimeSpan.FromMilliseconds(1) },
        Timeouts = new PhaseTimeouts { FirstToken = TimeSpan.FromSeconds(20), Idle = TimeSpan.FromSeconds(20) },
    };

    public static ModelGroup Group(string name, params FakeUpstream[] upstreams) =>
        new(name, [.. upstreams.Select((upstream, i) => Deployment($"{name}-{i}", upstream))]);

    public static ModelDeployment Deployment(string id, FakeUpstream upstream) => new()
    {
        Id = id,
        Provider = "openai",
        Model = "model-x",
        ApiBase = upstream.ApiBase,
        ApiKey = new Secret("sk-test"),
        Price = new ModelPrice(0.000001m, 0.000002m, 0.0000001m),
    };

    public static ModelGroup Local { get; } =
        new("local", [new ModelDeployment { Id = "local", Provider = "local", Model = "extractive", Price = ModelPrice.Free }]);

    public async Task<Reply> AskAsync(string group = "a", ChatOptions? options = null, CancellationToken ct = default)
    {
        options ??= new ChatOptions();
        options.ModelId = group;
        var reply = new Reply();
        await foreach (var update in Chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Oi, tudo bem?")], options, ct))
        {
            reply.Updates.Add(update);
        }

        return reply;
    }

    /// <summary>Reads until the failure and returns it together with what came before.</summary>
    public async Task<(string Text, ModelGatewayException Failure)> FailAsync(string group = "a")
    {
        var text = "";
        try
        {
            await foreach (var delta in Client.StreamAsync([new ChatMessage(ChatRole.User, "Oi")], new ChatOptions { ModelId = group }, TestGateway.Scope))
            {
                text += delta.Text;
            }
        }
        catch (ModelGatewayException failure)
        {
            return (text, failure);
        }

        throw new InvalidOperationException($"No failure, but the reply '{text}'.");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

internal sealed class Reply
{
    public List<ChatResponseUpdate> Updates { get; } = [];

    public string Text => string.Concat(Updates.Select(update => update.Text));

    public GatewayReceipt Receipt => GatewayReceipt.Of(Updates[^1]).ShouldNotBeNull();

    public IEnumerable<FunctionCallContent> ToolCalls => Updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>();

    public ChatFinishReason? FinishReason => Updates.Select(update => update.FinishReason).LastOrDefault(reason => reason is not null);
}
