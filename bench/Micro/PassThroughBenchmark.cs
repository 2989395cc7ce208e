using System.Buffers;
using System.Text;
using Agentes.ModelGateway;
using Agentes.ModelGateway.Faces;
using Agentes.ModelGateway.Faces.OpenAI;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Bench.Micro;

/// <summary>
/// A chat completion of an OpenAI client to an OpenAI server: reading and checking it, choosing a deployment, the request upstream, its
/// answer, cost and receipt. Sockets and the web server are not part of it.
/// </summary>
public class PassThroughBenchmark
{
    private static readonly CallScope Scope = new(Guid.CreateVersion7());
    private readonly byte[] _whole = Body(stream: false);
    private readonly byte[] _stream = Body(stream: true);
    private readonly ModelGatewayClient _gateway = Create();
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);

    [Benchmark]
    public Task<int> PassWholeReply() => PassAsync(_whole);

    /// <summary>24 content chunks.</summary>
    [Benchmark]
    public Task<int> PassStreamedReply() => PassAsync(_stream);

    private async Task<int> PassAsync(byte[] body)
    {
        _output.ResetWrittenCount();
        var request = ChatRequest.Read(body);
        await using var reply = await _gateway.OpenAsync(request, Scope, CancellationToken.None);
        var writer = request.CreateWriter(_output, new ReplyIdentity("c-1", 1, reply.Deployment.Model));
        writer.Begin();
        while (await reply.ReadAsync())
        {
            writer.Write(reply.Current);
        }

        writer.End(reply.Receipt!);
        return _output.WrittenCount > 300 ? _output.WrittenCount : throw new InvalidOperationException("the gateway answered nothing");
    }

    private static byte[] Body(bool stream) => Encoding.UTF8.GetBytes(
        $$"""
        {"model":"chat","messages":[{"role":"system","content":"{{new string('x', 640)}}"},{"role":"user","content":"Vocês têm a air fryer Brisa?"},
        {"role":"assistant","content":"Temos sim, e há 23 em estoque."},{"role":"user","content":"E a entrega para Curitiba, quanto custa?"}],
        "max_tokens":200,"temperature":0.3,"stream":{{(stream ? "true,\"stream_options\":{\"include_usage\":true}" : "false")}}}
        """);

    private static ModelGatewayClient Create()
    {
        var deployments = new[] { 1, 2 }.Select(number => new ModelDeployment
        {
            Id = $"upstream-{number}",
            Provider = "openai",
            Model = "canned",
            ApiBase = new Uri("http://canned.example/v1"),
            ApiKey = new Secret("sk-canned"),
            Price = new ModelPrice(0.000001m, 0.000002m),
        });
        var services = new ServiceCollection()
            .AddModelGateway(new ModelGatewayOptions { Groups = [new ModelGroup("chat", [.. deployments])] });
        services.AddHttpClient(ModelGatewayServices.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new CannedReply(chunks: 24));
        return services.BuildServiceProvider().GetRequiredService<ModelGatewayClient>();
    }
}
