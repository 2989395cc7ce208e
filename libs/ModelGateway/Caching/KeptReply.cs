using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Providers.Anthropic;
using Agentes.ModelGateway.Providers.OpenAI;

namespace Agentes.ModelGateway.Caching;

/// <summary>A whole reply, as it was given once.</summary>
/// <param name="KeptAt">When.</param>
/// <param name="Buffered">It was given in one piece.</param>
/// <param name="Deployment">Who gave it: id, provider and model.</param>
/// <param name="Receipt">What it did and cost then.</param>
/// <param name="Deltas">Its pieces.</param>
internal sealed record KeptReply(
    DateTimeOffset KeptAt, bool Buffered, ModelDeployment Deployment, GatewayReceipt Receipt, IReadOnlyList<ModelDelta> Deltas)
{
    /// <summary>Nothing was chosen.</summary>
    public static CallDecision Decision(string requested) => new(requested, default) { Note = "cached" };

    /// <summary>What a call that did not ask a provider did and cost.</summary>
    public static GatewayReceipt Again(GatewayReceipt receipt, Guid callId, string requested, TimeSpan firstToken, TimeSpan total) => receipt with
    {
        CallId = callId,
        RequestedGroup = requested,
        CostUsd = 0,
        SavedUsd = receipt.Cached ? receipt.SavedUsd : receipt.CostUsd,
        Cached = true,
        Decision = Decision(requested),
        Attempts = 0,
        Fallbacks = 0,
        FirstToken = firstToken,
        Total = total,
    };

    /// <summary>
    /// Its pieces for this call. A provider's own bytes go to a caller who takes them the way they came; for the other way they are read
    /// again.
    /// </summary>
    /// <exception cref="ProviderException">They cannot be read.</exception>
    public IReadOnlyList<ModelDelta> For(ModelCall call)
    {
        if (Buffered == call.Buffered || Deltas.All(delta => delta.Original.IsEmpty))
        {
            return Deltas;
        }

        IWireReply reply = call.Original.Wire is Wire.Anthropic
            ? new AnthropicReply(new AnthropicPlan(Deployment, call))
            : new OpenAIReply();
        var read = new List<ModelDelta>();
        foreach (var delta in Deltas)
        {
            reply.Read(delta.Original.Span, cutOff: false);
            read.AddRange(reply.Deltas);
        }

        return read;
    }
}
