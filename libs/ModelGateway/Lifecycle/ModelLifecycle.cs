namespace Agentes.ModelGateway.Lifecycle;

/// <summary>What is known of a model's life.</summary>
public enum LifecycleStatus
{
    /// <summary>Nothing speaks against it: no table here says that its provider has shut it.</summary>
    Active,

    /// <summary>The configured model is gone; its calls go to the successor, because <c>redirect_retired</c> says so.</summary>
    Redirected,

    /// <summary>The provider never had a model of this name; the successor is what was probably meant.</summary>
    Misnamed,

    /// <summary>The provider has shut it: calls will be refused.</summary>
    Retired,
}

/// <summary>Whether the model of a deployment lives, and what to use instead.</summary>
/// <param name="Status">How it stands.</param>
/// <param name="Model">The model that the configuration names, without prefix.</param>
/// <param name="RetiredOn">Day of its end; null where there is none.</param>
/// <param name="Successor">The provider's own name of the model to use instead, without prefix.</param>
/// <param name="Source">Where that is published.</param>
public sealed record ModelLifecycle(LifecycleStatus Status, string Model, DateOnly? RetiredOn, string? Successor, string? Source)
{
    /// <summary>A model of which nothing bad is known.</summary>
    public static ModelLifecycle Active(string model) => new(LifecycleStatus.Active, model, null, null, null);

    /// <summary>One sentence for an operator; null for a model that lives.</summary>
    public string? Warning => Status switch
    {
        LifecycleStatus.Retired => $"{Model} was retired {When}; its successor is {Successor}. Name that, or set redirect_retired: true.",
        LifecycleStatus.Misnamed => $"the provider knows no {Model}; its model is called {Successor}. Name that, or set redirect_retired: true.",
        LifecycleStatus.Redirected when RetiredOn is null => $"{Model} is misnamed; calls go to {Successor} (redirect_retired).",
        LifecycleStatus.Redirected => $"{Model} was retired {When}; calls go to {Successor} (redirect_retired).",
        _ => null,
    };

    private string When => FormattableString.Invariant($"on {RetiredOn:yyyy-MM-dd}");
}
