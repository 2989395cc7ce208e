using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Agentes.ModelGateway.Lifecycle;
using Microsoft.Extensions.Logging;

namespace Agentes.ModelGateway.Configuration;

/// <summary>
/// Puts a changed configuration into effect: when one of its files changes, or at SIGHUP. One that has errors is refused whole, and the one
/// before it stays.
/// </summary>
internal sealed class ConfigurationWatch(ConfigurationSource source, TimeProvider time, ILogger<ModelGatewayClient> logger) : IDisposable
{
    // An editor writes a file in several steps; who reads between them reads half of it.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    // LiteLLM's own guard for its list of prices: a list that lost half of its models is a damaged one.
    private const int LongPriceList = 50;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, FileSystemWatcher> _watchers = new(StringComparer.Ordinal);
    private ITimer? _timer;
    private PosixSignalRegistration? _hangup;
    private ModelGatewayClient? _client;
    private ModelGatewayOptions? _current;
    private string? _seen;
    private bool _disposed;

    /// <summary>Begins with the configuration that the client has.</summary>
    public void Start(ModelGatewayClient client, ModelGatewayOptions options)
    {
        lock (_gate)
        {
            (_client, _current, _seen) = (client, options, Fingerprint(options.Files));
            _timer = time.CreateTimer(static watch => ((ConfigurationWatch)watch!).Reload(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Watch(options.Files);

            // Behind a terminal the same signal says that the terminal was closed, and then the program has to end.
            if (!OperatingSystem.IsWindows() && Console.IsInputRedirected)
            {
                _hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
                {
                    context.Cancel = true;
                    Reload(force: true);
                });
            }
        }
    }

    /// <summary>Reads the files and puts them into effect when they have changed.</summary>
    /// <param name="force">Also when they have not.</param>
    public void Reload(bool force = false)
    {
        lock (_gate)
        {
            if (_disposed || _client is null || _current is null)
            {
                return;
            }

            var seen = Fingerprint(_current.Files);
            // While the files are refused, the one that mends them may be one that the valid configuration does not know.
            if (!force && seen == _seen && _client.ConfigurationProblem is null)
            {
                return;
            }

            _seen = seen;
            Adopt(_client, _current);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _hangup?.Dispose();
            _timer?.Dispose();
            foreach (var watcher in _watchers.Values)
            {
                watcher.Dispose();
            }
        }
    }

    private void Adopt(ModelGatewayClient client, ModelGatewayOptions before)
    {
        try
        {
            var options = source.Load();
            if (before.Prices.Count >= LongPriceList && options.Prices.Count * 2 < before.Prices.Count)
            {
                Refuse(client, $"the price file has {options.Prices.Count} models after {before.Prices.Count}; start again if that is meant");
                return;
            }

            _current = options;
            _seen = Fingerprint(options.Files);
            client.Adopt(options);
            Watch(options.Files);
            Log.ConfigurationAdopted(logger, source.Path, options.Groups.Count);
            LifecycleWarnings.Tell(options, logger);
        }
        catch (Exception exception)
        {
            // Whatever is wrong with the new one, the old one is right: nothing about a file may end the program.
            Refuse(client, exception.Message.ReplaceLineEndings("; "));
        }
    }

    private void Refuse(ModelGatewayClient client, string problem)
    {
        if (client.ConfigurationProblem != problem)
        {
            Log.ConfigurationRefused(logger, source.Path, problem);
        }

        client.ConfigurationProblem = problem;
    }

    // Folders, not files: editors and container platforms replace a file by another of its name.
    private void Watch(IReadOnlyList<string> files)
    {
        foreach (var folder in files.Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!).Distinct(StringComparer.Ordinal))
        {
            if (_watchers.ContainsKey(folder))
            {
                continue;
            }

            try
            {
                var watcher = new FileSystemWatcher(folder);
                watcher.Changed += (_, _) => Wait();
                watcher.Created += (_, _) => Wait();
                watcher.Deleted += (_, _) => Wait();
                watcher.Renamed += (_, _) => Wait();
                watcher.EnableRaisingEvents = true;
                _watchers[folder] = watcher;
            }
            catch (Exception exception) when (exception is IOException or ArgumentException)
            {
                Log.ConfigurationNotWatched(logger, folder, exception.Message);
            }
        }
    }

    private void Wait() => _timer?.Change(Quiet, Timeout.InfiniteTimeSpan);

    private static string Fingerprint(IReadOnlyList<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            try
            {
                hash.AppendData(File.ReadAllBytes(file));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // That it is not there is what there is to know of it.
                hash.AppendData("missing"u8);
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}

/// <summary>Where a configuration comes from.</summary>
/// <param name="Path">The main file.</param>
/// <param name="Environment">Value of an environment variable by name; null reads the process environment.</param>
internal sealed record ConfigurationSource(string Path, Func<string, string?>? Environment)
{
    public ModelGatewayOptions Load() => ModelGatewayConfiguration.Load(Path, Environment);
}
