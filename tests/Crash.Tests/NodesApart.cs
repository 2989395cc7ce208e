using System.Globalization;
using Agentes.Bench.Common;

namespace Agentes.Crash.Tests;

/// <summary>
/// Two API nodes, two workers and an edge: five processes with a data folder each, that share one PostgreSQL, one Redis and their secrets.
/// </summary>
public sealed class NodesApart : IAsyncLifetime
{
    /// <summary>So few requests without a credential that a test can use them up.</summary>
    internal const int RequestsPerAddress = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("agentes-apart-").FullName;
    private readonly RedisServer _redis = new();
    private readonly Dictionary<string, string> _shared = new(StringComparer.Ordinal);
    private PostgresServer? _postgres;
    private Upstream? _upstream;

    internal Installation Edge { get; private set; } = null!;

    internal Installation[] Apis { get; private set; } = [];

    internal Installation[] Workers { get; private set; } = [];

    /// <summary>An organization with a published agent, made through the edge.</summary>
    internal Shop Shop { get; private set; } = null!;

    internal string Database => _postgres!.ConnectionString;

    internal string Folder => _folder;

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        _postgres = await PostgresServer.StartAsync(_folder, ct);
        _upstream = await Upstream.StartAsync(_folder, ct);
        foreach (var secret in await NewSecretsAsync(ct))
        {
            _shared.Add(secret.Key, secret.Value);
        }

        var edge = new Dictionary<string, string>(StringComparer.Ordinal) { ["ROLE"] = "Edge", ["RateLimits__AtEdge"] = "1000000000" };
        Edge = new Installation(Path.Combine(_folder, "edge"), _upstream.ModelsFile, settings: edge);
        _shared["PUBLIC_URL"] = $"{Edge.Address}";
        Apis = [Node("Api", 1), Node("Api", 2)];
        Workers = [Node("Worker", 1), Node("Worker", 2)];
        edge["API_ADDRESS"] = string.Join(',', Apis.Select(api => api.Address));

        // All at the same moment, on a database that nobody has prepared.
        Installation[] all = [Edge, .. Apis, .. Workers];
        Array.ForEach(all, node => node.Start());
        await Task.WhenAll(all.Select(node => node.WaitUntilReadyAsync(ct)));
        Shop = await Shop.OpenAsync(Edge.Address, ct);
    }

    public async ValueTask DisposeAsync()
    {
        Installation[] all = [.. Workers, .. Apis, Edge];
        await Task.WhenAll(all.Select(node => node.DisposeAsync().AsTask()));
        await (_upstream?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
        _redis.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Installation Node(string role, int number) => new(
        Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{role}-{number}")),
        _upstream!.ModelsFile,
        Database,
        _redis.Url,
        new Dictionary<string, string>(_shared, StringComparer.Ordinal)
        {
            ["ROLE"] = role,
            ["TRUSTED_PROXIES"] = "127.0.0.1",
            ["RateLimits__PerAddress"] = RequestsPerAddress.ToString(CultureInfo.InvariantCulture),
        });

    /// <summary>As an operator makes them: by the program, for everybody's environment.</summary>
    private static async Task<Dictionary<string, string>> NewSecretsAsync(CancellationToken ct)
    {
        await using var program = ChildProcess.Start("the secrets", "dotnet", [Programs.Host, "--new-secrets"]);
        await program.WaitForExitAsync(ct);
        return program.Tail().Split('\n').Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }
}
