using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Deployments;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Admission;

/// <summary>What a call is about to take. Nothing is counted before somebody asks.</summary>
public sealed class CallDemand
{
    private readonly ModelCall _call;
    private readonly DeploymentState[] _deployments;
    private readonly GatewaySnapshot _snapshot;
    private long? _input;

    internal CallDemand(Guid callId, ModelCall call, string group, DeploymentState[] deployments, GatewaySnapshot snapshot) =>
        (CallId, _call, Group, _deployments, _snapshot) = (callId, call, group, deployments, snapshot);

    /// <summary>Unique and in the order of time.</summary>
    public Guid CallId { get; }

    /// <summary>Whose call it is.</summary>
    public CallScope Scope => _call.Scope!;

    /// <summary>What the caller asked for.</summary>
    public string RequestedGroup => _call.Group;

    /// <summary>The group behind it, when it is an alias; else the same.</summary>
    public string Group { get; }

    /// <summary>Where the call came in: the name of an API, or <see cref="CallFaces.InProcess"/>.</summary>
    public string Face => _call.Face;

    /// <summary>Price of the group's dearest deployment; null when a price is unknown.</summary>
    public ModelPrice? Price
    {
        get
        {
            ModelPrice? dearest = null;
            foreach (var state in _deployments)
            {
                if (state.Deployment.Price is not { } price)
                {
                    return null;
                }

                dearest = dearest is null || price.Output + price.Input > dearest.Output + dearest.Input ? price : dearest;
            }

            return dearest;
        }
    }

    /// <summary>What so many tokens cost at most, in USD, whichever deployment or fallback answers; null when a price is unknown.</summary>
    public decimal? MostCostOf(long inputTokens, long outputTokens)
    {
        var fallbacks = _snapshot.Chain(_call).Names().Select(name => _snapshot.Groups.Find(name)?.States ?? []);
        decimal? most = 0;
        foreach (var state in fallbacks.SelectMany(states => states).Concat(_deployments))
        {
            most = state.Deployment.Price is { } price && most is { } sofar ? Math.Max(sofar, price.MostOf(inputTokens, outputTokens)) : null;
        }

        return most;
    }

    /// <summary>Tokens of the prompt, estimated.</summary>
    public long InputTokens => _input ??= TokenEstimate.OfPrompt(_call);

    /// <summary>Tokens that the prompt cannot exceed: no tokenizer makes more than one of a byte.</summary>
    public long MostInputTokens => TokenEstimate.MostOfPrompt(_call);

    /// <summary>Tokens that the caller, or the deployment for him, limits the reply to; null when nobody does. 0 where there is no reply.</summary>
    public long? MaxOutputTokens =>
        _call.Embedding is not null ? 0 : _call.Options.MaxOutputTokens ?? _deployments[0].Deployment.Defaults.MaxOutputTokens;
}

/// <summary>Where calls come in.</summary>
public static class CallFaces
{
    /// <summary>OpenAI's chat completions.</summary>
    public const string ChatCompletions = "chat_completions";

    /// <summary>OpenAI's responses.</summary>
    public const string Responses = "responses";

    /// <summary>OpenAI's embeddings.</summary>
    public const string Embeddings = "embeddings";

    /// <summary>Anthropic's messages.</summary>
    public const string Messages = "messages";

    /// <summary>Not over HTTP.</summary>
    public const string InProcess = "in_process";
}
