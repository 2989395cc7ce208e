using Agentes.ModelGateway;
using BenchmarkDotNet.Attributes;

namespace Agentes.Bench.Micro;

/// <summary>The cost of one reply, in decimal arithmetic.</summary>
public class CostBenchmark
{
    private readonly ModelPrice _price = new(0.000003m, 0.000015m, CachedInput: 0.0000003m);

    [Benchmark]
    public decimal? CostOfReply() => _price.CostOf(inputTokens: 1873, outputTokens: 214, cachedTokens: 1024);
}
