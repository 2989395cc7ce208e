using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Agentes.Platform.Identity;

/// <summary>The public keys of the configured Supabase project, fetched when first needed and again every ten minutes.</summary>
/// <remarks>
/// An unknown kid asks for them once more, but not more often than every half minute: invented kids must not become requests.
/// </remarks>
internal sealed partial class SupabaseKeys(
    PlatformOptions options, IHttpClientFactory clients, TimeProvider clock, ILogger<SupabaseKeys> log) : IDisposable
{
    public const string Client = "supabase-jwks";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _fetching = new(1);
    private volatile KeySet? _keys;
    private DateTimeOffset? _askedAt;

    /// <summary>The key with this id; null when the project has none. Throws when its keys could never be read.</summary>
    public async ValueTask<JsonWebKey?> FindAsync(string kid, CancellationToken ct)
    {
        var keys = _keys;
        if (keys?.Find(kid) is { } known && clock.GetUtcNow() - keys.ReadAt < Lifetime)
        {
            return known;
        }

        await _fetching.WaitAsync(ct);
        try
        {
            if (_keys == keys && (_askedAt is null || clock.GetUtcNow() - _askedAt >= RetryInterval))
            {
                _askedAt = clock.GetUtcNow();
                _keys = await FetchAsync(ct) ?? keys;
            }
        }
        finally
        {
            _fetching.Release();
        }

        return (_keys ?? throw new SecurityTokenSignatureKeyNotFoundException("The project's keys could not be read.")).Find(kid);
    }

    public void Dispose() => _fetching.Dispose();

    private async Task<KeySet?> FetchAsync(CancellationToken ct)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            var json = await client.GetStringAsync($"{options.SupabaseUrl!.TrimEnd('/')}/auth/v1/.well-known/jwks.json", ct);
            return new KeySet([.. new JsonWebKeySet(json).Keys], clock.GetUtcNow());
        }
        catch (Exception failed) when (failed is HttpRequestException or ArgumentException or OperationCanceledException
            && !ct.IsCancellationRequested)
        {
            NotFetched(failed);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of the Supabase project could not be fetched")]
    private partial void NotFetched(Exception error);

    private sealed record KeySet(JsonWebKey[] Keys, DateTimeOffset ReadAt)
    {
        public JsonWebKey? Find(string kid) => Array.Find(Keys, key => key.Kid == kid);
    }
}
