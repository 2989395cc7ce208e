namespace Agentes.Bench.Gateway;

/// <summary>Something between the caller and the model.</summary>
internal interface IContestant : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Where it listens.</summary>
    Uri Address { get; }

    /// <summary>Headers that its requests need besides the usual ones, each line with its end.</summary>
    string Headers { get; }

    /// <summary>Process whose time and memory, with its descendants, it answers for; zero for the model itself.</summary>
    int ProcessId { get; }
}
