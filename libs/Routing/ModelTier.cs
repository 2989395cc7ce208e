namespace Agentes.Routing;

/// <summary>How capable, and so how expensive, the model behind a reply is. Higher numbers cost more.</summary>
public enum ModelTier
{
    /// <summary>Short, fast answers: greetings, frequent questions.</summary>
    Fast = 1,

    /// <summary>Everyday product and account questions of valuable customers.</summary>
    Balanced = 2,

    /// <summary>Troubleshooting and questions with several parts.</summary>
    Advanced = 3,

    /// <summary>Negotiations and leads, where a good answer is worth money.</summary>
    Premium = 4,
}
