using System.Collections.Concurrent;
using Agentes.ModelGateway;
using Agentes.Platform.Tenancy;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Agentes.Platform.Models.Ledger;

/// <summary>
/// What keys have spent, as far as this node knows: the ledger as it was before the key's first call here, and what its calls cost since. Where
/// other nodes spend with the same key, the ledger is looked at again each minute. No call waits for that.
/// </summary>
internal sealed partial class KeySpend(AcrossOrganizations across, LedgerOptions options, TimeProvider clock, ILogger<KeySpend> log)
{
    private const string Sum =
        "SELECT coalesce(sum(cost_usd), 0) FROM model_calls WHERE organization_id = $1 AND key_id = $2 AND created_at < $3";

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, Account> _accounts = new();

    /// <summary>A call begins, before its row has a time. Without a key there is nothing to count.</summary>
    public void Begin(CallScope scope)
    {
        if (scope.KeyId is { } key && !_accounts.ContainsKey(key))
        {
            _accounts.TryAdd(key, new Account(scope.TenantId, key, clock.GetUtcNow()));
        }
    }

    /// <summary>A call ended.</summary>
    /// <param name="keyId">Null for a call without a key.</param>
    /// <param name="usd">Null when the price is unknown.</param>
    public void Add(Guid? keyId, decimal? usd)
    {
        if (keyId is { } key && usd is not (null or 0) && _accounts.TryGetValue(key, out var account))
        {
            account.Add(usd.Value);
        }
    }

    /// <summary>USD; null while nobody has looked into the ledger yet.</summary>
    public decimal? Find(Guid keyId)
    {
        if (!_accounts.TryGetValue(keyId, out var account))
        {
            return null;
        }

        if (account.IsDue(clock, options.IsShared))
        {
            _ = LookAsync(account);
        }

        return account.Total;
    }

    private async Task LookAsync(Account account)
    {
        try
        {
            var first = account.Total is null;
            await using var command = across.Database.CreateCommand(Sum);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.TenantId });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = account.KeyId });
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = first ? account.Since : clock.GetUtcNow() });
            var sum = (decimal)(await command.ExecuteScalarAsync(CancellationToken.None))!;
            account.Looked(sum, first);
        }
        catch (Exception away)
        {
            NotLooked(away);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "What a key has spent could not be looked up; it is tried again")]
    private partial void NotLooked(Exception away);

    private sealed class Account(Guid tenantId, Guid keyId, DateTimeOffset since)
    {
        private readonly Lock _gate = new();
        private decimal _here;
        private decimal? _total;
        private long _looked;
        private bool _isAsked;

        public Guid TenantId => tenantId;

        public Guid KeyId => keyId;

        /// <summary>Rows from then on are counted here.</summary>
        public DateTimeOffset Since => since;

        public decimal? Total
        {
            get
            {
                lock (_gate)
                {
                    return _total;
                }
            }
        }

        public void Add(decimal usd)
        {
            lock (_gate)
            {
                _here += usd;
                _total += usd;
            }
        }

        /// <summary>True once for each time that somebody should look.</summary>
        public bool IsDue(TimeProvider clock, bool again)
        {
            lock (_gate)
            {
                if ((_total is not null && !again) || (_isAsked && clock.GetElapsedTime(_looked) < LookAgainAfter))
                {
                    return false;
                }

                (_isAsked, _looked) = (true, clock.GetTimestamp());
                return true;
            }
        }

        /// <param name="sum">What the ledger says.</param>
        /// <param name="first">Of the time before; else of all, without what this node has not written down yet.</param>
        public void Looked(decimal sum, bool first)
        {
            lock (_gate)
            {
                _total = first ? sum + _here : Math.Max(sum, _total ?? 0);
            }
        }
    }
}
