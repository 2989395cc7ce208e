namespace Agentes.ModelGateway.Deployments.Choosing;

/// <summary>Why a deployment was taken for an attempt, or why it was not.</summary>
internal enum Verdict
{
    /// <summary>It may be taken; only while the choice is made.</summary>
    Candidate,

    /// <summary>Taken.</summary>
    Chosen,

    /// <summary>Taken to see whether it works again after a cooldown.</summary>
    ChosenAsProbe,

    /// <summary>Taken because the caller's earlier calls went there.</summary>
    ChosenByAffinity,

    /// <summary>Another one had the better score.</summary>
    LostTheChoice,

    /// <summary>Not one of the two that were compared.</summary>
    NotDrawn,

    /// <summary>Has no weight while another one has.</summary>
    NoWeight,

    /// <summary>Its order level is not used yet.</summary>
    OtherOrder,

    /// <summary>Left alone after failures, until a time.</summary>
    CoolingDown,

    /// <summary>Its cooldown is over, and another call is looking whether it works again.</summary>
    BeingProbed,

    /// <summary>Its requests of the last minute have reached its limit.</summary>
    OverRequestLimit,

    /// <summary>Its tokens of the last minute have reached its limit.</summary>
    OverTokenLimit,

    /// <summary>Its calls under way have reached its limit.</summary>
    OverParallelLimit,

    /// <summary>Failed before in this call.</summary>
    FailedBefore,

    /// <summary>Does not have the tags of the call.</summary>
    OtherTags,

    /// <summary>Cannot be called at all, as without a key.</summary>
    Unavailable,
}
