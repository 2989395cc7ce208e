using System.Runtime.CompilerServices;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway;

/// <summary>
/// The gateway on somebody's behalf, in the shape of Microsoft.Extensions.AI. There is no other way to that shape, so no call can be made
/// that is nobody's.
/// </summary>
public sealed class ScopedGateway : IChatClient, IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly ModelGatewayClient _gateway;
    private readonly CallScope _scope;

    internal ScopedGateway(ModelGatewayClient gateway, CallScope scope) => (_gateway, _scope) = (gateway, scope);

    /// <inheritdoc/>
    /// <remarks>The last update carries the <see cref="GatewayReceipt"/>.</remarks>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var updates = new UpdateWriter();
        await foreach (var delta in _gateway.RunAsync(ModelCall.Of(messages, options), _scope, cancellationToken))
        {
            yield return updates.Write(delta);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The upstream call streams too, so its phases keep their limits; until it is whole another model may take over.</remarks>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var updates = new UpdateWriter();
        var all = new List<ChatResponseUpdate>();
        await foreach (var delta in _gateway.RunAsync(ModelCall.Of(messages, options) with { Buffered = true }, _scope, cancellationToken))
        {
            all.Add(updates.Write(delta));
        }

        return GatewayReceipt.On(all.ToChatResponse(), all[^1]);
    }

    /// <summary>Vectors of these texts, in their order; the receipt rides on the result's properties as on a response.</summary>
    /// <exception cref="ModelGatewayException">Nothing could answer.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<string> texts = [.. values];
        List<ChatMessage> counted = [.. texts.Select(text => new ChatMessage(ChatRole.User, text))];
        var call = new ModelCall(options?.ModelId ?? "", counted, new ChatOptions())
        {
            Embedding = new EmbeddingCall(texts, [], options?.Dimensions),
            Buffered = true,
        };
        var vectors = new GeneratedEmbeddings<Embedding<float>>();
        await foreach (var delta in _gateway.RunAsync(call, _scope, cancellationToken))
        {
            vectors.AddRange(delta.Embeddings?.Select(vector => new Embedding<float>(vector)) ?? []);
            if (delta.Receipt is { } receipt)
            {
                vectors.Usage = new UsageDetails { InputTokenCount = receipt.InputTokens, TotalTokenCount = receipt.InputTokens };
                vectors.AdditionalProperties = new() { [GatewayReceipt.PropertyName] = receipt };
            }
        }

        return vectors;
    }

    /// <inheritdoc cref="IChatClient.GetService"/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Nothing to release: the gateway lives on.</summary>
    public void Dispose() { }
}
