using Agentes.ModelGateway;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Bench.Micro;

/// <summary>A whole reply through the gateway: from an upstream's bytes, and from the local provider.</summary>
public class GatewayBenchmark
{
    private static readonly ChatMessage[] Conversation = [new(ChatRole.User, "Qual é o prazo de entrega para Belo Horizonte?")];

    private static readonly CallScope Scope = new(Guid.CreateVersion7());

    private readonly ModelGatewayClient _gateway = Create();
    private readonly ChatOptions _upstream = new() { ModelId = "fast" };
    private readonly ChatOptions _local = new ChatOptions { ModelId = "local" }.WithGrounding(new Grounding
    {
        Language = "pt-BR",
        BusinessName = "Loja de medição",
        Passages = [.. Passages()],
    });

    /// <summary>200 content chunks: server-sent events, their JSON, usage and cost.</summary>
    [Benchmark]
    public Task<int> StreamUpstreamReply() => CountTextAsync(_upstream);

    /// <summary>An extractive answer from ten passages.</summary>
    [Benchmark]
    public Task<int> AnswerLocally() => CountTextAsync(_local);

    private async Task<int> CountTextAsync(ChatOptions options)
    {
        var characters = 0;
        await foreach (var delta in _gateway.StreamAsync(Conversation, options, Scope))
        {
            characters += delta.Text?.Length ?? 0;
        }

        return characters > 0 ? characters : throw new InvalidOperationException("the gateway answered nothing");
    }

    private static ModelGatewayClient Create()
    {
        var upstream = new ModelDeployment
        {
            Id = "upstream",
            Provider = "openai",
            Model = "canned",
            ApiBase = new Uri("http://canned.example/v1"),
            Price = new ModelPrice(0.000001m, 0.000002m),
        };
        var local = new ModelDeployment { Id = "local", Provider = "local", Model = "extractive", Price = ModelPrice.Free };
        var services = new ServiceCollection()
            .AddModelGateway(new ModelGatewayOptions { Groups = [new ModelGroup("fast", [upstream]), new ModelGroup("local", [local])] });
        services.AddHttpClient(ModelGatewayServices.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new CannedReply(chunks: 200));
        return services.BuildServiceProvider().GetRequiredService<ModelGatewayClient>();
    }

    private static IEnumerable<GroundingPassage> Passages()
    {
        string[] topics =
            ["entrega", "troca", "garantia", "pagamento", "instalação", "horário", "frete", "montagem", "devolução", "cupom"];
        return topics.Select((topic, i) => new GroundingPassage
        {
            Id = $"passage-{i}",
            Kind = GroundingKind.Knowledge,
            Title = $"Sobre {topic}",
            Text = $"O prazo de {topic} para capitais é de {i + 2} dias úteis. Para Belo Horizonte a {topic} sai no mesmo dia quando o "
                + $"pedido é feito até o meio-dia. Fora da capital, a {topic} depende da transportadora e leva até {i + 6} dias úteis.",
            Score = 1 - (i / 10.0),
        });
    }
}
