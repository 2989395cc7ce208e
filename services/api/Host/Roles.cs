namespace Agentes.Host;

/// <summary>What a process does. Everything by default; apart, they scale on their own.</summary>
[Flags]
internal enum Roles
{
    /// <summary>Rate limits, CORS and routes in front of API nodes.</summary>
    Edge = 1,

    /// <summary>The HTTP API and the web app.</summary>
    Api = 2,

    /// <summary>Conversations (an Orleans silo) and background jobs.</summary>
    Worker = 4,

    /// <summary>Everything in one process, without a proxy hop.</summary>
    All = Api | Worker,
}
