using Npgsql;

namespace Agentes.Platform.Tests.Fixture;

/// <summary>
/// An installation of its own that keeps replies, the alike ones too, in a Redis and over a database that can be cut off. The vectors of the
/// scripted provider are all the same, so every two questions are as alike as can be.
/// </summary>
public sealed class CachingPlatform : PlatformFixture
{
    public Cable Database { get; private set; } = null!;

    public Cable Redis { get; private set; } = null!;

    protected override string FurtherModels =>
        """

        litellm_settings:
          cache: true
          cache_params: { type: redis-semantic, ttl: 600, similarity_threshold: 0.95, redis_semantic_cache_embedding_model: embed }
        """;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Database.Dispose();
        Redis.Dispose();
    }

    protected override (string Database, string Redis) Connect(string database, string redis)
    {
        var settings = new NpgsqlConnectionStringBuilder(database);
        var colon = redis.IndexOf(':', StringComparison.Ordinal) + 1;
        var digits = redis[colon..].TakeWhile(char.IsAsciiDigit).Count();
        Database = new Cable(settings.Port);
        Redis = new Cable(int.Parse(redis.AsSpan(colon, digits), System.Globalization.CultureInfo.InvariantCulture));
        settings.Port = Database.Port;
        return (settings.ConnectionString, $"{redis[..colon]}{Redis.Port}{redis[(colon + digits)..]}");
    }
}
