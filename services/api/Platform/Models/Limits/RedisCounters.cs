using System.Globalization;
using Agentes.ModelGateway.Admission;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Agentes.Platform.Models.Limits;

/// <summary>
/// The counters of several processes, in Redis: one script takes from all limits or from none, in one round trip. Places of calls whose
/// process died are free again when they expire.
/// </summary>
internal sealed partial class RedisCounters(
    IConnectionMultiplexer redis, LocalCounters local, TimeProvider clock, ILogger<RedisCounters> log) : ILimitCounters
{
    private const string Prefix = "agentes:limit:";

    /// <summary>Longer than any call may run.</summary>
    private const int PlaceSeconds = 900;

    /// <summary>
    /// For each limit a hash of what was taken in each second ("r" and "t" with the second behind) and a set of the calls under way.
    /// Answers with 0, or with the seconds to wait, and then for each limit how many requests and tokens are taken.
    /// </summary>
    private const string Take =
        """
        local now, call, tokens = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3])
        local wait, answer, old = 0, {}, {}
        for i = 1, #KEYS / 2 do
          local counts, places = KEYS[2 * i - 1], KEYS[2 * i]
          local rpm, tpm, parallel = tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2]), tonumber(ARGV[3 * i + 3])
          local used, free = { r = 0, t = 0 }, { r = {}, t = {} }
          local all = redis.call('HGETALL', counts)
          for j = 1, #all, 2 do
            local kind, second, amount = string.sub(all[j], 1, 1), tonumber(string.sub(all[j], 2)), tonumber(all[j + 1])
            if now - second > 60 then
              redis.call('HDEL', counts, all[j])
            else
              used[kind] = used[kind] + amount
              free[kind][#free[kind] + 1] = { second, amount }
            end
          end
          redis.call('ZREMRANGEBYSCORE', places, '-inf', now - tonumber(ARGV[#ARGV]))
          local function until_room(kind, amount, limit)
            local over = used[kind] + amount - limit
            if over <= 0 then return 0 end
            table.sort(free[kind], function(a, b) return a[1] < b[1] end)
            for _, taken in ipairs(free[kind]) do
              over = over - taken[2]
              if over <= 0 then return 61 - (now - taken[1]) end
            end
            return 60
          end
          if rpm >= 0 then wait = math.max(wait, until_room('r', 1, rpm)) end
          if tpm >= 0 then wait = math.max(wait, until_room('t', math.min(tokens, tpm), tpm)) end
          if parallel >= 0 and redis.call('ZCARD', places) >= parallel then wait = math.max(wait, 1) end
          answer[2 * i] = used.r
          answer[2 * i + 1] = used.t
        end
        answer[1] = wait
        if wait == 0 then
          for i = 1, #KEYS / 2 do
            redis.call('HINCRBY', KEYS[2 * i - 1], 'r' .. now, 1)
            redis.call('HINCRBY', KEYS[2 * i - 1], 't' .. now, tokens)
            redis.call('EXPIRE', KEYS[2 * i - 1], 120)
            redis.call('ZADD', KEYS[2 * i], now, call)
            redis.call('EXPIRE', KEYS[2 * i], tonumber(ARGV[#ARGV]))
          end
        end
        return answer
        """;

    public async ValueTask<CountedCall> TakeAsync(IReadOnlyList<AppliedLimit> limits, Guid callId, long tokens, CancellationToken ct)
    {
        var second = clock.GetUtcNow().ToUnixTimeSeconds();
        var keys = new RedisKey[2 * limits.Count];
        var arguments = new List<RedisValue> { second, callId.ToString("N"), tokens };
        for (var i = 0; i < limits.Count; i++)
        {
            (keys[2 * i], keys[(2 * i) + 1]) = (Counts(limits[i]), Places(limits[i]));
            var limit = limits[i].Limit;
            arguments.AddRange([limit.RequestsPerMinute ?? -1, limit.TokensPerMinute ?? -1, limit.Parallel ?? -1]);
        }

        arguments.Add(PlaceSeconds);
        try
        {
            var answer = (long[])(await redis.GetDatabase().ScriptEvaluateAsync(Take, keys, [.. arguments]))!;
            var wait = answer[0] > 0 ? TimeSpan.FromSeconds(answer[0]) : (TimeSpan?)null;
            return new CountedCall(second, tokens, StatusOf(limits, answer, wait is null ? tokens : 0), wait);
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // Each process counts by itself until Redis is back: too generous, but limited.
            CountingAlone(away);
            return Apart(await local.TakeAsync(limits, callId, tokens, ct));
        }
    }

    public void GiveBack(IReadOnlyList<AppliedLimit> limits, Guid callId, CountedCall taken)
    {
        if (taken.Second < 0)
        {
            local.GiveBack(limits, callId, Alone(taken));
            return;
        }

        Release(limits, callId, taken, tokens: 0);
        foreach (var limit in limits)
        {
            redis.GetDatabase().HashIncrement(
                Counts(limit), string.Create(CultureInfo.InvariantCulture, $"r{taken.Second}"), -1, CommandFlags.FireAndForget);
        }
    }

    public void Release(IReadOnlyList<AppliedLimit> limits, Guid callId, CountedCall taken, long tokens)
    {
        if (taken.Second < 0)
        {
            local.Release(limits, callId, Alone(taken), tokens);
            return;
        }

        var database = redis.GetDatabase();
        foreach (var limit in limits)
        {
            database.SortedSetRemove(Places(limit), callId.ToString("N"), CommandFlags.FireAndForget);
            if (tokens != taken.Tokens)
            {
                var field = string.Create(CultureInfo.InvariantCulture, $"t{taken.Second}");
                database.HashIncrement(Counts(limit), field, tokens - taken.Tokens, CommandFlags.FireAndForget);
                database.KeyExpire(Counts(limit), TimeSpan.FromMinutes(2), flags: CommandFlags.FireAndForget);
            }
        }
    }

    // Seconds of this process' own clock are told from those of Redis by their sign.
    private static CountedCall Apart(CountedCall taken) => taken with { Second = -1 - taken.Second };

    private static CountedCall Alone(CountedCall taken) => taken with { Second = -1 - taken.Second };

    private static RedisKey Counts(AppliedLimit limit) => $"{Prefix}{{{limit.Limit.Id:N}:{limit.Subject}}}:counts";

    private static RedisKey Places(AppliedLimit limit) => $"{Prefix}{{{limit.Limit.Id:N}:{limit.Subject}}}:places";

    private static RateLimitStatus? StatusOf(IReadOnlyList<AppliedLimit> limits, long[] answer, long tokens)
    {
        Allowance? requests = null, left = null;
        for (var i = 0; i < limits.Count; i++)
        {
            var limit = limits[i].Limit;
            requests = LocalCounters.Tighter(requests, Left(limit.RequestsPerMinute, answer[1 + (2 * i)] + (tokens > 0 ? 1 : 0)));
            left = LocalCounters.Tighter(left, Left(limit.TokensPerMinute, answer[2 + (2 * i)] + tokens));
        }

        return requests is null && left is null ? null : new RateLimitStatus(requests, left);
    }

    private static Allowance? Left(long? limit, long used) =>
        limit is { } most ? new Allowance(most, Math.Max(0, most - used), TimeSpan.FromMinutes(used == 0 ? 0 : 1)) : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis cannot be reached: each process counts its calls alone")]
    private partial void CountingAlone(Exception error);
}
