using Agentes.ModelGateway.Accounting.Prices;
using Agentes.ModelGateway.Caching;
using Agentes.ModelGateway.Lifecycle;

namespace Agentes.ModelGateway;

/// <summary>Everything the gateway may call and how long it may try: one immutable snapshot, usually read from YAML.</summary>
public sealed record ModelGatewayOptions
{
    private static readonly Dictionary<string, IReadOnlyList<string>> None = new(StringComparer.Ordinal);

    /// <summary>The groups a caller may name in <c>ChatOptions.ModelId</c>, in the order of the file.</summary>
    public required IReadOnlyList<ModelGroup> Groups { get; init; }

    /// <summary>Other names of groups.</summary>
    public IReadOnlyDictionary<string, ModelAlias> Aliases { get; init; } = new Dictionary<string, ModelAlias>(StringComparer.Ordinal);

    /// <summary>Groups to try, in order, when every deployment of the key's group failed. <c>*</c> stands for any group.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Fallbacks { get; init; } = None;

    /// <summary>As <see cref="Fallbacks"/>, only for prompts that do not fit the model's context window.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ContextWindowFallbacks { get; init; } = None;

    /// <summary>As <see cref="Fallbacks"/>, only for replies refused by the provider's content policy.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ContentPolicyFallbacks { get; init; } = None;

    /// <summary>Groups to try after <see cref="Fallbacks"/>, whatever the group. Also written <c>fallback_model</c>.</summary>
    public IReadOnlyList<string> DefaultFallbacks { get; init; } = [];

    /// <summary>How many other groups one call may try.</summary>
    public int MaxFallbacks { get; init; } = 5;

    /// <summary>How often and how patiently one group is tried again.</summary>
    public RetryLimits Retries { get; init; } = new();

    /// <summary>How long each phase of a call may take.</summary>
    public PhaseTimeouts Timeouts { get; init; } = new();

    /// <summary>How one of a group's deployments is chosen.</summary>
    public RoutingOptions Routing { get; init; } = new();

    /// <summary>Calls of a model that its provider has shut go to its successor.</summary>
    public bool RedirectRetired { get; init; }

    /// <summary>Which replies are kept to be given again; null for none.</summary>
    public CachingOptions? Caching { get; init; }

    /// <summary>What models cost that do not price themselves.</summary>
    internal PriceBook Prices { get; init; } = PriceBook.BuiltIn;

    /// <summary>Every file that this was read from, the main one first; empty for a snapshot made by hand.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What the loader translated from another dialect, one sentence each, for a log at start.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A public name with one or more deployments that can serve it.</summary>
/// <param name="Name">What the caller puts in <c>ChatOptions.ModelId</c>.</param>
/// <param name="Deployments">Never empty; unavailable ones stay listed with their reason.</param>
public sealed record ModelGroup(string Name, IReadOnlyList<ModelDeployment> Deployments);

/// <summary>Another name of a group.</summary>
/// <param name="Group">Group, deployment id or name that fits a wildcard.</param>
/// <param name="Hidden">Whether lists of models leave it out.</param>
public sealed record ModelAlias(string Group, bool Hidden = false);

/// <summary>One provider, model, key and price.</summary>
public sealed record ModelDeployment
{
    /// <summary>Stable name of the deployment, unique in the snapshot.</summary>
    public required string Id { get; init; }

    /// <summary>Provider prefix: <c>openai</c>, <c>together_ai</c>, <c>anthropic</c>, <c>local</c>, …</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's own name of the model, without prefix.</summary>
    public required string Model { get; init; }

    /// <summary>Root of the provider's API, without the path of the operation; null only for <c>local</c>.</summary>
    public Uri? ApiBase { get; init; }

    /// <summary>Credential sent to the provider; null where it needs none.</summary>
    public Secret? ApiKey { get; init; }

    /// <summary>Environment variable of its key; null where the key is written in the file, or none is needed.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>Model whose price it has when its own is unknown, as for a name that only its owner knows.</summary>
    public string? BaseModel { get; init; }

    /// <summary>A wildcard over all providers: this deployment serves the names that begin with its own.</summary>
    public bool TakesProviderFromName { get; init; }

    /// <summary>Its model has a star, which the caller's name fills.</summary>
    internal bool IsTemplate => WildcardName.IsWildcard(Model);

    /// <summary>Sampling values used when the request does not give its own.</summary>
    public RequestDefaults Defaults { get; init; } = new();

    /// <summary>Headers added to each request of this deployment.</summary>
    public IReadOnlyDictionary<string, string> ExtraHeaders { get; init; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How strictly the provider filters each category of harm; empty leaves it to the provider. Gemini alone reads it.</summary>
    public IReadOnlyList<SafetySetting> SafetySettings { get; init; } = [];

    /// <summary>
    /// Personal data (CPF, CNPJ, cards, telephones, e-mail addresses, PIX keys) goes to the provider under other names, and has its own again
    /// in the reply. Images and documents are not looked into.
    /// </summary>
    public bool MaskPersonalData { get; init; }

    /// <summary>Share of the group's calls, relative to its siblings; 0 takes none while a sibling can.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Lower levels are used first; a level is left only when nothing in it is available.</summary>
    public int Order { get; init; }

    /// <summary>Requests that it takes in a minute at most; null for any number.</summary>
    public double? RequestsPerMinute { get; init; }

    /// <summary>Tokens of prompts and replies that it takes in a minute at most; null for any number.</summary>
    public double? TokensPerMinute { get; init; }

    /// <summary>Calls that it takes at the same time at most; null for any number.</summary>
    public int? ParallelRequests { get; init; }

    /// <summary>Calls with one of these tags go here, when <see cref="RoutingOptions.FilterByTags"/> is on.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Null where the price is unknown: the cost of its calls is then null, never 0.</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>Overrides <see cref="ModelGatewayOptions.Timeouts"/> for this deployment.</summary>
    public PhaseTimeouts? Timeouts { get; init; }

    /// <summary>Overrides <see cref="RetryLimits.Count"/> after a failure of this deployment.</summary>
    public int? RetryCount { get; init; }

    /// <summary>Overrides <see cref="RetryLimits.Cooldown"/>; zero never cools.</summary>
    public TimeSpan? Cooldown { get; init; }

    /// <summary>Whether the model lives; null where nobody looked, as in a snapshot made by hand.</summary>
    public ModelLifecycle? Lifecycle { get; init; }

    /// <summary>Why this deployment cannot be called at all, for example a key that is not set; null when it can.</summary>
    public string? UnavailableReason { get; init; }
}

/// <summary>A value that must not reach a log: its text form is masked.</summary>
/// <param name="value">The credential.</param>
public sealed class Secret(string value)
{
    /// <summary>Gives the credential to the code that sends it.</summary>
    public string Reveal() => value;

    /// <inheritdoc/>
    public override string ToString() => "***";
}

/// <summary>One filter of a provider.</summary>
/// <param name="Category">In the provider's words, such as <c>HARM_CATEGORY_HARASSMENT</c>.</param>
/// <param name="Threshold">In the provider's words, such as <c>BLOCK_ONLY_HIGH</c>.</param>
public sealed record SafetySetting(string Category, string Threshold);

/// <summary>Sampling values of a deployment; the request's own values win.</summary>
/// <param name="MaxOutputTokens">Largest reply, in tokens.</param>
/// <param name="Temperature">0 to 2.</param>
/// <param name="TopP">0 to 1.</param>
/// <param name="FrequencyPenalty">-2 to 2.</param>
/// <param name="PresencePenalty">-2 to 2.</param>
/// <param name="Seed">Asks for repeatable sampling where the provider has it.</param>
/// <param name="Stop">Texts that end the reply.</param>
public sealed record RequestDefaults(
    int? MaxOutputTokens = null, float? Temperature = null, float? TopP = null, float? FrequencyPenalty = null,
    float? PresencePenalty = null, long? Seed = null, IReadOnlyList<string>? Stop = null);

/// <summary>Limits on trying again within one group.</summary>
public sealed record RetryLimits
{
    /// <summary>Retries after the first attempt in a group.</summary>
    public int Count { get; init; } = 2;

    /// <summary>Wait before retry n (from 0) is <see cref="BackoffBase"/> × <see cref="BackoffFactor"/>ⁿ, with jitter.</summary>
    public double BackoffFactor { get; init; } = 2;

    /// <summary>First wait.</summary>
    public TimeSpan BackoffBase { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Longest wait, and the longest <c>Retry-After</c> that is waited for while another group could answer.</summary>
    public TimeSpan BackoffCap { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Retries after failures of one class, where it has a number of its own.</summary>
    public IReadOnlyDictionary<FailureClass, int> CountByClass { get; init; } = new Dictionary<FailureClass, int>();

    /// <summary>Shortest wait before a retry of the same deployment.</summary>
    public TimeSpan LeastWait { get; init; }

    /// <summary>As <see cref="AllowedFails"/>, for failures of one class.</summary>
    public IReadOnlyDictionary<FailureClass, int> AllowedFailsByClass { get; init; } = new Dictionary<FailureClass, int>();

    /// <summary>Failures in a row after which a deployment cools down.</summary>
    public int AllowedFails { get; init; } = 3;

    /// <summary>How long a deployment is left alone after it was throttled or failed too often; zero never cools.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Each failure right after a cooldown doubles the next one, up to this.</summary>
    public TimeSpan LongestCooldown { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Retries of a group may be this part of its calls, from 0; 0.2 is one retry for five calls.</summary>
    public double BudgetShare { get; init; } = 0.2;

    /// <summary>Retries of a group that are allowed in any second besides; saved for ten seconds.</summary>
    public double BudgetPerSecond { get; init; } = 1;
}

/// <summary>Longest duration of each phase. First token, idle and buffered are per attempt; total spans the whole call.</summary>
public sealed record PhaseTimeouts
{
    /// <summary>Opening the connection, TLS included.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From sending the request to the first sign of generation.</summary>
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Silence between two pieces of a stream.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A whole attempt when the caller wants the reply in one piece.</summary>
    public TimeSpan Buffered { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>The whole call, retries, waits and fallbacks included.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(600);
}
