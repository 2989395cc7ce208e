namespace Agentes.Bench.Gateway;

/// <summary>Nothing in between: what the others add is measured from here.</summary>
internal sealed class DirectContestant(Uri upstream) : IContestant
{
    public string Name => "direct";

    public Uri Address => upstream;

    public string Headers => "";

    public int ProcessId => 0;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
