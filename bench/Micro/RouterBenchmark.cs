using Agentes.Routing;
using BenchmarkDotNet.Attributes;

namespace Agentes.Bench.Micro;

/// <summary>One routing decision, as it is taken for every turn.</summary>
public class RouterBenchmark
{
    private const string HundredCharacters =
        "Oi, comprei uma geladeira ontem e ela parou de gelar, consigo trocar na loja ou precisa de um tecnico";

    private readonly ModelRouter _router = new(IntentModel.Default, new ComplexityEstimator(), RoutingPolicy.Specification);

    private readonly RoutingRequest _short = new() { Text = "Oi, bom dia!" };

    private readonly RoutingRequest _long = new()
    {
        Text = "Minha máquina de lavar parou no meio do ciclo e mostra o erro E21. Já desliguei da tomada, limpei o filtro e conferi a "
            + "mangueira, mas o erro volta depois de dez minutos. Ainda está na garantia? Se não estiver, quanto custa a visita?",
        RecentTurns = ["Oi", "Comprei uma lava e seca com vocês em março"],
        CustomerValue = 4200m,
        LanguageHint = "pt-BR",
    };

    private readonly double[] _posterior = new double[9];

    /// <summary>The intent alone, of a hundred characters; must allocate nothing.</summary>
    [Benchmark]
    public IntentReading ReadHundredCharacters() => IntentModel.Default.Read(HundredCharacters, "pt-BR", _posterior);

    [Benchmark]
    public RoutingDecision DecideGreeting() => _router.Decide(_short);

    [Benchmark]
    public RoutingDecision DecideLongComplaint() => _router.Decide(_long);
}
