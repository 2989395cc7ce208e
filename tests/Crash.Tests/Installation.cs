using System.Collections.ObjectModel;
using System.Diagnostics;
using Agentes.Bench.Common;

namespace Agentes.Crash.Tests;

/// <summary>The real program in a process of its own, on one port and one data folder however often it dies.</summary>
/// <param name="settings">Further environment variables; the last word.</param>
internal sealed class Installation(
    string folder, string models, string? databaseUrl = null, string? redisUrl = null, IReadOnlyDictionary<string, string>? settings = null)
    : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly HttpClient _http = Connections.NewClient();
    private readonly int _port = Ports.Any();
    private ChildProcess? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public string DataFolder { get; } = Path.Combine(folder, "data");

    /// <summary>Starts the process and returns at once, long before it answers.</summary>
    public void Start()
    {
        // A key plays every customer here, and what the machine has configured is not for tests.
        (string, string)[] environment =
        [
            ("ASPNETCORE_ENVIRONMENT", "Production"),
            ("DATABASE_URL", databaseUrl ?? ""),
            ("REDIS_URL", redisUrl ?? ""),
            ("RateLimits__PerCredential", "1000000000"),
            ("RateLimits__PerAddress", "1000000000"),
            .. (settings ?? ReadOnlyDictionary<string, string>.Empty).Select(setting => (setting.Key, setting.Value)),
        ];
        string[] arguments = [Programs.Host, "--port", $"{_port}", "--data", DataFolder, "--models", models, "--demo", "false"];
        _process = ChildProcess.Start("the platform", "dotnet", arguments, environment);
    }

    public async Task WaitUntilReadyAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        while (!await IsReadyAsync(limit.Token))
        {
            (_process!.HasExited || limit.IsCancellationRequested).ShouldBeFalse($"the platform did not start:\n{_process.Tail()}");
            await Task.Delay(50, ct);
        }
    }

    /// <summary>Returns once the process has printed something.</summary>
    public async Task SaysAsync(string text, CancellationToken ct)
    {
        while (!_process!.Tail().Contains(text, StringComparison.Ordinal))
        {
            _process.HasExited.ShouldBeFalse($"the platform ended by itself:\n{_process.Tail()}");
            await Task.Delay(50, ct);
        }
    }

    /// <summary>SIGKILL: no code of the program runs any more.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        _process!.HasExited.ShouldBeFalse($"the platform ended by itself:\n{_process.Tail()}");
        using (var process = Process.GetProcessById(_process.Id))
        {
            process.Kill();
        }

        await _process.WaitForExitAsync(ct);
        await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>True while the process lives, whatever it answers.</summary>
    public bool IsAlive => _process is { HasExited: false };

    /// <summary>Whether the process lives and what it said last.</summary>
    public string State() => _process is null
        ? "the platform is not running"
        : $"the platform {(_process.HasExited ? $"ended with {_process.ExitCode}" : "lives")}:\n{_process.Tail()}";

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _http.Dispose();
    }

    private async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(Address, "/health/ready"), ct);
            return response.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
