using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers;

/// <summary>One wire protocol. A provider makes exactly one attempt; retries, timeouts and accounting are not its business.</summary>
internal interface IModelProvider
{
    /// <summary>
    /// Streams one attempt. Throws <see cref="ProviderException"/> for what the protocol reports; other exceptions are classified by the
    /// caller. A sequence that ends without a finish reason is a truncated reply.
    /// </summary>
    IAsyncEnumerable<ModelDelta> StreamAsync(ModelDeployment deployment, ModelCall call, CancellationToken ct);
}

/// <summary>What the caller asked for, read once and shared by all attempts.</summary>
internal sealed record ModelCall(string Group, IReadOnlyList<ChatMessage> Messages, ChatOptions Options)
{
    public static ModelCall Of(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        new(options?.ModelId ?? "", messages as IReadOnlyList<ChatMessage> ?? [.. messages], options ?? new ChatOptions());
}
