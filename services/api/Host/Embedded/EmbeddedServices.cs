namespace Agentes.Host.Embedded;

/// <summary>What the platform needs around it: the servers that were configured, and our own in place of those that were not.</summary>
internal sealed class EmbeddedServices : IAsyncDisposable
{
    private EmbeddedPostgres? _postgres;
    private EmbeddedRedis? _redis;

    private EmbeddedServices(Secrets secrets) => Secrets = secrets;

    public Secrets Secrets { get; }

    public string Database { get; private set; } = "";

    public string Redis { get; private set; } = "";

    public bool DatabaseIsEmbedded => _postgres is not null;

    public bool RedisIsEmbedded => _redis is not null;

    public static async Task<EmbeddedServices> StartAsync(HostSettings settings, CancellationToken ct)
    {
        CreateFolder(settings.DataFolder);
        var services = new EmbeddedServices(settings.IsApart ? Secrets.FromEnvironment() : Secrets.Load(settings.DataFolder));
        try
        {
            // Beside each other: PostgreSQL is mostly waited for.
            var redis = Task.Run(() => services.Redis = settings.RedisUrl ?? (services._redis = EmbeddedRedis.Start()).ConnectionString, ct);
            services.Database = settings.DatabaseUrl
                ?? (services._postgres = await EmbeddedPostgres.StartAsync(settings, services.Secrets.PostgresPassword, ct)).ConnectionString;
            await redis;
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _redis?.Dispose();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, ".probe");
            File.WriteAllBytes(probe, new byte[4096]);
            File.Delete(probe);
        }
        catch (Exception failed) when (failed is UnauthorizedAccessException or IOException)
        {
            throw StartupFailure.IsDiskFull(failed)
                ? new StartupFailure(StartupFailure.DiskFull, $"The disk is full: nothing can be written to {folder}.", failed)
                : new StartupFailure(
                    StartupFailure.FolderNotWritable,
                    $"The data folder {folder} cannot be written. Choose another one: ./start.sh --data /path/to/folder",
                    failed);
        }
    }
}
