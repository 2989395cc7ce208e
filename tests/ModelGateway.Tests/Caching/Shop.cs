using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Caching;
using Agentes.ModelGateway.Faces;
using Agentes.ModelGateway.Faces.OpenAI;
using Agentes.ModelGateway.Tests.Faces;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Agentes.ModelGateway.Tests.Caching;

/// <summary>A gateway with a cache, before an upstream that answers everything and says how often it was asked.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Shop(CachingOptions? caching, FakeUpstream upstream, IReplyStore? store = null, FakeUpstream? embedder = null, ICallAdmission? admission = null)
    {
        var groups = new List<ModelGroup> { TestGateway.Group("a", upstream), TestGateway.Group("b", upstream) };
        if (embedder is not null)
        {
            groups.Add(TestGateway.Group("embed", embedder));
        }

        var services = new ServiceCollection().AddModelGateway(TestGateway.Options([.. groups]) with
        {
            Caching = caching,
            Retries = new RetryLimits { Count = 0, Cooldown = TimeSpan.Zero },
        });
        services.AddSingleton<TimeProvider>(Time);
        if (store is not null)
        {
            services.AddSingleton(store);
        }

        if (admission is not null)
        {
            services.AddSingleton(admission);
        }

        _services = services.BuildServiceProvider();
        Client = _services.GetRequiredService<ModelGatewayClient>();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public ModelGatewayClient Client { get; }

    public CallScope Mine { get; } = new(Guid.CreateVersion7());

    public CallScope Theirs { get; } = new(Guid.CreateVersion7());

    /// <summary>Asks over the face of chat completions.</summary>
    public async Task<FaceAnswer> AskAsync(string body, CallScope? scope = null, CancellationToken ct = default)
    {
        var request = ChatRequest.Read(Face.Bytes(body));
        await using var reply = await Client.OpenAsync(request, scope ?? Mine, ct);
        return await Face.WriteAsync(request, reply);
    }

    /// <summary>Asks in process.</summary>
    public async Task<(string Text, GatewayReceipt Receipt)> SayAsync(string text, CacheWish? wish = null, CallScope? scope = null, ChatOptions? options = null)
    {
        options = options?.Clone() ?? new ChatOptions();
        options.ModelId = "a";
        var said = await Client.For(scope ?? Mine).GetResponseAsync(
            [new ChatMessage(ChatRole.System, "Fale pouco."), new ChatMessage(ChatRole.User, text)], wish is null ? options : options.WithCache(wish));
        return (said.Text, GatewayReceipt.Of(said)!);
    }

    public static string Chat(string text = "Oi", string members = "\"temperature\":0.5") =>
        $$"""{"model":"a",{{members}},"messages":[{"role":"user","content":"{{text}}"}]}""";

    /// <summary>An upstream that gives each call another answer, streamed or whole as it is asked.</summary>
    public static FakeUpstream Upstream(int calls = 20) => new(Enumerable.Range(1, calls).Select(i => Answer($"Olá {i}")));

    public static Func<FakeConnection, Task> Answer(string text) => connection =>
        connection.Request.Body.GetProperty("stream").GetBoolean()
            ? Answers.Text([.. text.Split(' ').Select((word, i) => i == 0 ? word : " " + word)])(connection)
            : Answers.Status(200, Whole(text))(connection);

    public static string Whole(string text) =>
        $$$"""
        {"id":"c1","model":"m-1","vendor":1,"usage":{"prompt_tokens":100,"completion_tokens":20},
         "choices":[{"index":0,"message":{"role":"assistant","content":"{{{text}}}"},"finish_reason":"stop"}]}
        """;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
