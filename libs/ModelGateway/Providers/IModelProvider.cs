using Agentes.ModelGateway.Admission;
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
/// <param name="Group">Name of the group.</param>
/// <param name="Messages">The conversation in the form that every provider takes.</param>
/// <param name="Options">Sampling, tools and format.</param>
internal sealed record ModelCall(string Group, IReadOnlyList<ChatMessage> Messages, ChatOptions Options)
{
    /// <summary>The request as the caller wrote it.</summary>
    public OriginalRequest Original { get; init; }

    /// <summary>Whose call it is; the gateway sets it when the call begins, so it is never null from there on.</summary>
    public CallScope? Scope { get; init; }

    /// <summary>Where it came in.</summary>
    public string Face { get; init; } = CallFaces.InProcess;

    /// <summary>The person at the other end, as the request names him.</summary>
    public string? EndUser { get; init; }

    /// <summary>Tokens that the reply must not exceed, because no more are paid for; it stands in the options too.</summary>
    public int? OutputBound { get; private init; }

    /// <summary>What the call asks of the gateway itself; null for nothing.</summary>
    public CallControls? Controls { get; init; }

    /// <summary>Set when vectors are wanted and no reply.</summary>
    public EmbeddingCall? Embedding { get; init; }

    /// <summary>The caller wants the reply in one piece.</summary>
    public bool Buffered { get; init; }

    public ModelCall Bounded(int tokens)
    {
        var options = Options.Clone();
        options.MaxOutputTokens = Math.Min(options.MaxOutputTokens ?? tokens, tokens);
        return this with { Options = options, OutputBound = tokens };
    }

    public static ModelCall Of(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        new(options?.ModelId ?? "", messages as IReadOnlyList<ChatMessage> ?? [.. messages], options ?? new ChatOptions())
        {
            Controls = CallControls.Of(options),
        };
}
