using System.Text;
using System.Text.Json;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Agentes.ModelGateway.Tests.FaultMatrix;

/// <summary>A gateway over scripted servers, with two deployments of which the first is asked first.</summary>
internal sealed class Bench
{
    private static readonly JsonElement CitySchema =
        JsonDocument.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""").RootElement;

    public Bench(Dialect dialect, bool alone = false, bool larger = false)
    {
        Dialect = dialect;
        Servers = new ScriptedServers(Time);
        ModelDeployment[] deployments = alone ? [Deployment("first", 0)] : [Deployment("first", 0), Deployment("second", 1)];
        var options = new ModelGatewayOptions
        {
            Groups = larger
                ? [new ModelGroup("a", deployments), new ModelGroup("larger", [Deployment("larger", 0)])]
                : [new ModelGroup("a", deployments)],
            ContextWindowFallbacks = larger
                ? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["a"] = ["larger"] }
                : new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
            Timeouts = new PhaseTimeouts
            {
                FirstToken = TimeSpan.FromSeconds(10), Idle = TimeSpan.FromSeconds(10), Total = TimeSpan.FromSeconds(120),
            },
        };
        Client = new ModelGatewayClient(
            options, new ProviderSet(new HttpMessageInvoker(Servers), Time), Time, new Random(7), NullLogger<ModelGatewayClient>.Instance);
    }

    public static ChatMessage[] Messages { get; } = [new(ChatRole.User, "Oi, tudo bem?")];

    public Dialect Dialect { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public ScriptedServers Servers { get; }

    public ModelGatewayClient Client { get; }

    public static ChatOptions Options(Want want)
    {
        var options = new ChatOptions { ModelId = "a", MaxOutputTokens = 4000 };
        if (want is Want.Tool)
        {
            options.Tools = [AIFunctionFactory.CreateDeclaration("weather", "Weather of a city", CitySchema)];
        }
        else if (want is Want.Schema)
        {
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(CitySchema, "city");
        }

        return options;
    }

    public bool IsCooling(string deployment) =>
        Client.Groups.SelectMany(group => group.Deployments).Any(d => d.Id == deployment && !d.Available);

    /// <summary>Asks once; time moves on whenever nothing else does.</summary>
    public async Task<BenchReply> AskAsync(Want want, bool streamed)
    {
        var asking = streamed ? StreamAsync(want) : WholeAsync(want);
        while (await Task.WhenAny(asking, Task.Delay(1)) != asking)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        return await asking;
    }

    private async Task<BenchReply> StreamAsync(Want want)
    {
        var said = new StringBuilder();
        GatewayReceipt? receipt = null;
        try
        {
            await foreach (var delta in Client.StreamAsync(Messages, Options(want), TestGateway.Scope))
            {
                said.Append(delta.Text).Append(Call(delta.ToolCall));
                receipt = delta.Receipt ?? receipt;
            }
        }
        catch (ModelGatewayException failure)
        {
            return new BenchReply(said.ToString(), null, failure);
        }

        return new BenchReply(said.ToString(), receipt, null);
    }

    private async Task<BenchReply> WholeAsync(Want want)
    {
        try
        {
            var response = await Client.For(TestGateway.Scope).GetResponseAsync(Messages, Options(want));
            var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(Call);
            return new BenchReply(response.Text + string.Concat(calls), GatewayReceipt.Of(response), null);
        }
        catch (ModelGatewayException failure)
        {
            return new BenchReply("", null, failure);
        }
    }

    private static string? Call(FunctionCallContent? call) =>
        call is null ? null : $"{call.Name} {JsonSerializer.Serialize(call.Arguments)}";

    private ModelDeployment Deployment(string host, int order) => new()
    {
        Id = host,
        Provider = Dialect.Provider,
        Model = Dialect.Model,
        ApiBase = new Uri($"http://{host}/v1"),
        ApiKey = new Secret("sk-test"),
        Order = order,
    };
}

/// <summary>What the caller saw.</summary>
internal sealed record BenchReply(string Said, GatewayReceipt? Receipt, ModelGatewayException? Failure);
