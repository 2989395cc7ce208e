namespace Agentes.Bench.Common;

/// <summary>The fake model server as a process of its own, so that its share of the processor is visible.</summary>
public sealed class UpstreamProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private UpstreamProcess(ChildProcess process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public int ProcessId => _process.Id;

    public static async Task<UpstreamProcess> StartAsync(string dll, IEnumerable<string> options, CancellationToken ct)
    {
        var process = ChildProcess.Start("the fake upstream", "dotnet", [dll, "--port", "0", .. options]);
        var ready = await process.ReadyAsync(TimeSpan.FromSeconds(30), ct);
        return new UpstreamProcess(process, new Uri(ready.Split(' ')[1]));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
