using Agentes.ModelGateway.Providers.Anthropic;
using Agentes.ModelGateway.Providers.Gemini;
using Agentes.ModelGateway.Providers.Local;
using Agentes.ModelGateway.Providers.OpenAI;

namespace Agentes.ModelGateway.Providers;

/// <summary>The wire protocol of each deployment.</summary>
internal sealed class ProviderSet(HttpMessageInvoker http, TimeProvider time)
{
    private readonly OpenAIProvider _openAI = new(http, time);
    private readonly AnthropicProvider _anthropic = new(http, time);
    private readonly GeminiProvider _gemini = new(http, time);
    private readonly LocalProvider _local = new();

    public IModelProvider For(ModelDeployment deployment) => ProviderCatalog.WireOf(deployment.Provider) switch
    {
        Wire.Anthropic => _anthropic,
        Wire.Gemini => _gemini,
        Wire.Local => _local,
        _ => _openAI,
    };
}
