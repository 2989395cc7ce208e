using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway;

/// <summary>What one call asks of the gateway itself, in place of what the configuration says. Providers never see it.</summary>
public sealed record CallControls
{
    /// <summary>Key on <see cref="ChatOptions"/>.</summary>
    public const string PropertyName = "gateway.controls";

    /// <summary>Models to try when the one asked for fails, instead of the configured ones; null for those.</summary>
    public IReadOnlyList<CallFallback>? Fallbacks { get; init; }

    /// <summary>As <see cref="Fallbacks"/>, for a prompt that does not fit.</summary>
    public IReadOnlyList<CallFallback>? ContextWindowFallbacks { get; init; }

    /// <summary>As <see cref="Fallbacks"/>, for a reply refused by a content policy.</summary>
    public IReadOnlyList<CallFallback>? ContentPolicyFallbacks { get; init; }

    /// <summary>No other model may answer.</summary>
    public bool DisableFallbacks { get; init; }

    /// <summary>Retries in each group; null for the configured number.</summary>
    public int? Retries { get; init; }

    /// <summary>A whole reply in one piece, or the first piece and the silence of a stream; null for the configured ones.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The first piece and the silence of a stream, before <see cref="Timeout"/>.</summary>
    public TimeSpan? StreamTimeout { get; init; }

    /// <summary>Deployments with these tags take the call, where the configuration filters by tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The caller's own id of the call, for his logs; nothing here relies on its being unique.</summary>
    public string? CallId { get; init; }

    /// <summary>Calls of one key go to the same deployment as long as that is not much worse than another: its prompt cache knows them.</summary>
    public string? Affinity { get; init; }

    /// <summary>Acts as if the model asked for had failed in this way, without asking it: a rehearsal of the fallbacks. Null for a real call.</summary>
    public FailureClass? Rehearsal { get; init; }

    /// <summary>Every model that the call names besides the one it asks for; whoever may not use one of them may not name it.</summary>
    public IEnumerable<string> NamedModels =>
        (Fallbacks ?? []).Concat(ContextWindowFallbacks ?? []).Concat(ContentPolicyFallbacks ?? []).Select(fallback => fallback.Model);

    internal static CallControls? Of(ChatOptions? options) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(PropertyName, out var value) ? value as CallControls : null;

    internal PhaseTimeouts Within(PhaseTimeouts timeouts)
    {
        var within = Timeout is { } limit ? timeouts with { Buffered = limit, FirstToken = limit, Idle = limit } : timeouts;
        return StreamTimeout is { } stream ? within with { FirstToken = stream, Idle = stream } : within;
    }
}

/// <summary>A model that may take over a call.</summary>
/// <param name="Model">Group, alias, deployment or what fits a wildcard.</param>
public sealed record CallFallback(string Model)
{
    /// <summary>Messages for this model; null for those of the call.</summary>
    public IReadOnlyList<ChatMessage>? Messages { get; init; }

    /// <summary>Options for this model; null for those of the call.</summary>
    public ChatOptions? Options { get; init; }

    /// <summary>The whole call as this model gets it, read from a request; null when it follows from the other members.</summary>
    internal ModelCall? Instead { get; init; }

    /// <summary>The same model may take over with another request.</summary>
    internal bool IsDifferent => Instead is not null || Messages is not null || Options is not null;

    internal ModelCall Apply(ModelCall call)
    {
        if (!IsDifferent)
        {
            return call;
        }

        var different = Instead is { } instead
            ? instead with { Scope = call.Scope, Face = call.Face, EndUser = call.EndUser, Controls = call.Controls }
            : call with { Messages = Messages ?? call.Messages, Options = Options ?? call.Options, Original = default };
        return call.OutputBound is { } bound ? different.Bounded(bound) : different;
    }
}

/// <summary>Puts controls on the options of a call.</summary>
public static class CallControlsOptions
{
    /// <summary>Sets the controls on these options and returns them.</summary>
    public static ChatOptions WithControls(this ChatOptions options, CallControls controls)
    {
        (options.AdditionalProperties ??= [])[CallControls.PropertyName] = controls;
        return options;
    }

    /// <summary>Keeps calls of this key together; see <see cref="CallControls.Affinity"/>.</summary>
    /// <param name="options">Options of the call.</param>
    /// <param name="key">Opaque, such as the id of a conversation.</param>
    public static ChatOptions WithAffinity(this ChatOptions options, string key) =>
        options.WithControls((CallControls.Of(options) ?? new CallControls()) with { Affinity = key });
}
