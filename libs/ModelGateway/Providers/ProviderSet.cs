using Agentes.ModelGateway.Guards;
using Agentes.ModelGateway.Providers.Anthropic;
using Agentes.ModelGateway.Providers.Gemini;
using Agentes.ModelGateway.Providers.Local;
using Agentes.ModelGateway.Providers.OpenAI;

namespace Agentes.ModelGateway.Providers;

/// <summary>The wire protocol of each deployment, with a mask before those that leave this process where the deployment wants one.</summary>
internal sealed class ProviderSet(HttpMessageInvoker http, TimeProvider time)
{
    private readonly Pair _openAI = Pair.Of(new OpenAIProvider(http, time));
    private readonly Pair _anthropic = Pair.Of(new AnthropicProvider(http, time));
    private readonly Pair _gemini = Pair.Of(new GeminiProvider(http, time));
    private readonly LocalProvider _local = new();

    public IModelProvider For(ModelDeployment deployment) => ProviderCatalog.WireOf(deployment.Provider) switch
    {
        Wire.Anthropic => _anthropic.For(deployment),
        Wire.Gemini => _gemini.For(deployment),
        Wire.Local => _local,
        _ => _openAI.For(deployment),
    };

    private readonly record struct Pair(IModelProvider Plain, IModelProvider Masked)
    {
        public static Pair Of(IModelProvider provider) => new(provider, new MaskedProvider(provider));

        public IModelProvider For(ModelDeployment deployment) => deployment.MaskPersonalData ? Masked : Plain;
    }
}
