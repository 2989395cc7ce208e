namespace Agentes.Bench.Common;

/// <summary>A platform of this run alone: own port, own data folder, own models.</summary>
public sealed class PlatformProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly ChildProcess _host;
    private readonly string _folder;

    private PlatformProcess(ChildProcess host, string folder, Uri address)
    {
        _host = host;
        _folder = folder;
        Address = address;
    }

    public Uri Address { get; }

    public int ProcessId => _host.Id;

    /// <param name="hostDll">The build to start.</param>
    /// <param name="models">Its models, as YAML.</param>
    /// <param name="ct">Ends the waiting for its start.</param>
    public static async Task<PlatformProcess> StartAsync(string hostDll, string models, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("agentes-bench-").FullName;
        var file = Path.Combine(folder, "models.yaml");
        await File.WriteAllTextAsync(file, models, ct);
        var port = FreePort.Any();
        string[] arguments = [hostDll, "--port", $"{port}", "--data", Path.Combine(folder, "data"), "--models", file, "--demo", "false"];
        var host = ChildProcess.Start("the platform", "dotnet", arguments, Environment);
        var platform = new PlatformProcess(host, folder, new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await platform.WaitUntilReadyAsync(ct);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // One key plays every customer here, so the limits that protect one customer from another would only limit the measurement.
    private static ReadOnlySpan<(string, string)> Environment => new[]
    {
        ("ASPNETCORE_ENVIRONMENT", "Production"),

        // As start.sh starts it.
        ("DOTNET_GCgen0size", "0x4000000"),
        ("RateLimits__PerCredential", "1000000000"),
        ("RateLimits__PerAddress", "1000000000"),
    };

    private async Task WaitUntilReadyAsync(CancellationToken ct)
    {
        using var client = Connections.NewClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        var ready = new Uri(Address, "/health/ready");
        while (!await IsReadyAsync(client, ready, limit.Token))
        {
            ct.ThrowIfCancellationRequested();
            if (_host.HasExited || limit.IsCancellationRequested)
            {
                throw new InvalidOperationException($"the platform did not start:\n{_host.Tail()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, Uri ready, CancellationToken ct)
    {
        try
        {
            using var response = await client.GetAsync(ready, ct);
            return response.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
