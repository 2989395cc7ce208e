using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Http;

/// <summary>How many requests each caller has left: a bucket that holds a minute's worth and fills up evenly.</summary>
/// <remarks>Buckets live in this process: with N nodes a caller gets up to N times as much.</remarks>
internal sealed class RateLimits(PlatformOptions options) : IDisposable
{
    private readonly Buckets<Guid> _credentials = new(options.RateLimits.PerCredential);
    private readonly Buckets<IPAddress> _addresses = new(options.RateLimits.PerAddress);

    /// <summary>Takes one request of a known caller. False when there is none left: then the answer is <see cref="RefuseAsync"/>.</summary>
    public bool TryTake(HttpContext http, Guid credential) => _credentials.TryTake(http, credential);

    /// <summary>Takes one request of somebody unknown.</summary>
    public bool TryTake(HttpContext http, IPAddress? address) => _addresses.TryTake(http, Network(address));

    /// <summary>Answers 429. When to come back stands in the headers already.</summary>
    public static Task RefuseAsync(HttpContext http) => Problem.WriteAsync(
        http,
        StatusCodes.Status429TooManyRequests,
        "rate_limited",
        "Too many requests; wait as long as Retry-After says.",
        retryable: true);

    /// <summary>Takes one after the fact: the credential that was sent turned out to be none.</summary>
    public void Count(IPAddress? address) => _addresses.Count(Network(address));

    public void Dispose()
    {
        _credentials.Dispose();
        _addresses.Dispose();
    }

    /// <summary>A household has one IPv4 address, but 2^64 IPv6 ones: those are counted by their network.</summary>
    private static IPAddress Network(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
        {
            return address?.MapToIPv4() ?? IPAddress.None;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private sealed class Buckets<TKey>(int perMinute) : IDisposable
        where TKey : notnull
    {
        private readonly string _limit = perMinute.ToString(CultureInfo.InvariantCulture);

        private readonly PartitionedRateLimiter<TKey> _limiter = PartitionedRateLimiter.Create<TKey, TKey>(
            key => RateLimitPartition.GetTokenBucketLimiter(key, _ => Bucket(perMinute)));

        public bool TryTake(HttpContext http, TKey key)
        {
            using var lease = _limiter.AttemptAcquire(key);
            var left = _limiter.GetStatistics(key)?.CurrentAvailablePermits ?? 0;
            var headers = http.Response.Headers;
            headers["RateLimit-Limit"] = _limit;
            headers["RateLimit-Remaining"] = left.ToString(CultureInfo.InvariantCulture);
            headers["RateLimit-Reset"] = Seconds(TimeSpan.FromMinutes((double)(perMinute - left) / perMinute));
            if (lease.IsAcquired)
            {
                return true;
            }

            headers.RetryAfter = Seconds(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1));
            return false;
        }

        public void Count(TKey key)
        {
            using var lease = _limiter.AttemptAcquire(key);
        }

        public void Dispose() => _limiter.Dispose();

        /// <summary>Fills each second, or by one token at a time when that is less than one a second.</summary>
        private static TokenBucketRateLimiterOptions Bucket(int perMinute)
        {
            var tokens = Math.Max(1, perMinute / 60);
            return new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = tokens,
                ReplenishmentPeriod = TimeSpan.FromMinutes((double)tokens / perMinute),
                QueueLimit = 0,
                AutoReplenishment = false,
            };
        }

        private static string Seconds(TimeSpan time) => Math.Max(1, Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
