using Agentes.ModelGateway.Providers.Local;
using Agentes.ModelGateway.Providers.OpenAI;

namespace Agentes.ModelGateway.Providers;

/// <summary>The wire protocol of each deployment.</summary>
internal sealed class ProviderSet(HttpMessageInvoker http, TimeProvider time)
{
    private readonly OpenAIProvider _openAI = new(http, time);
    private readonly LocalProvider _local = new();

    public IModelProvider For(ModelDeployment deployment) => ProviderCatalog.WireOf(deployment.Provider) switch
    {
        Wire.Local => _local,
        _ => _openAI,
    };
}
