namespace Agentes.Platform.Models.Usage;

/// <summary>How long a bucket is.</summary>
public enum UsageBucket
{
    /// <summary>Hours of UTC.</summary>
    Hour,

    /// <summary>Days of UTC.</summary>
    Day,
}

/// <summary>What calls are told apart by.</summary>
public enum UsageBy
{
    /// <summary>API keys.</summary>
    Key,

    /// <summary>Teams of keys.</summary>
    Team,

    /// <summary>Models in the words of their providers.</summary>
    Model,

    /// <summary>Groups of the configuration.</summary>
    Group,

    /// <summary>End users, by what stands for them.</summary>
    EndUser,
}
