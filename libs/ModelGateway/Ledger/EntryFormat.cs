using System.Buffers.Binary;
using System.Text;
using Agentes.ModelGateway.Admission;

namespace Agentes.ModelGateway.Ledger;

/// <summary>A <see cref="CallEntry"/> as bytes of the journal: little endian, texts with their length before them.</summary>
internal static class EntryFormat
{
    /// <summary>A record of a decision that is longer is left out: a journal is no place for it.</summary>
    private const int LongestDecision = 60_000;

    /// <summary>Budgets are kept by hashes, which are shorter.</summary>
    private const int LongestSubject = 64;

    public static int Write(Span<byte> target, CallEntry entry)
    {
        var to = new Output(target);
        to.Guid(entry.CallId);
        to.Guid(entry.TenantId);
        to.Guid(entry.KeyId ?? default);
        to.Guid(entry.ConversationId ?? default);
        to.Guid(entry.MessageId ?? default);
        to.Number(entry.CreatedAt.UtcTicks);
        to.Number((byte)entry.Status | (entry.Estimated ? 16 : 0) | (entry.FromCache ? 32 : 0));
        to.Number(entry.InputTokens);
        to.Number(entry.OutputTokens);
        to.Number(entry.CachedTokens);
        to.Number(entry.CacheWriteTokens);
        to.Number(entry.ReasoningTokens);
        to.Number(entry.Attempts);
        to.Number(entry.Fallbacks);
        to.Number(entry.FirstTokenMs);
        to.Number(entry.TotalMs);
        to.Money(entry.ChargedUsd);
        to.Money(entry.CostUsd);
        to.Money(entry.SavedUsd);
        to.Text(entry.Team);
        to.Text(entry.EndUserHash);
        to.Text(entry.Face);
        to.Text(entry.RequestedGroup);
        to.Text(entry.Group);
        to.Text(entry.Deployment);
        to.Text(entry.Provider);
        to.Text(entry.Model);
        to.Text(entry.ErrorCode);
        to.Text(entry.PriceSource);
        to.Bytes(entry.Decision.Length > LongestDecision ? default : entry.Decision.Span);
        to.Number(entry.Budgets.Count);
        foreach (var budget in entry.Budgets)
        {
            to.Guid(budget.LimitId);
            to.Text(budget.Subject);
            to.Number(budget.WindowStart.UtcTicks);
        }

        return to.Position;
    }

    /// <summary>Bytes that an entry takes at most.</summary>
    public static int Bound(CallEntry entry) =>
        512 + entry.Decision.Length + (60 * entry.Budgets.Count)
        + (3 * (Size(entry.Team) + Size(entry.EndUserHash) + Size(entry.Face) + Size(entry.RequestedGroup)
            + Size(entry.Group) + Size(entry.Deployment) + Size(entry.Provider) + Size(entry.Model) + Size(entry.ErrorCode)
            + Size(entry.PriceSource) + (LongestSubject * entry.Budgets.Count)));

    public static CallEntry Read(ReadOnlySpan<byte> source)
    {
        var from = new Input(source);
        var (callId, tenantId, keyId) = (from.Guid(), from.Guid(), from.Guid());
        var (conversationId, messageId, createdAt, flags) = (from.Guid(), from.Guid(), from.Number(), from.Number());
        return new CallEntry
        {
            CallId = callId,
            TenantId = tenantId,
            KeyId = keyId == default ? null : keyId,
            ConversationId = conversationId == default ? null : conversationId,
            MessageId = messageId == default ? null : messageId,
            CreatedAt = new DateTimeOffset(createdAt, TimeSpan.Zero),
            Status = (CallStatus)(flags & 15),
            Estimated = (flags & 16) != 0,
            FromCache = (flags & 32) != 0,
            InputTokens = from.Number(),
            OutputTokens = from.Number(),
            CachedTokens = from.Number(),
            CacheWriteTokens = from.Number(),
            ReasoningTokens = from.Number(),
            Attempts = (int)from.Number(),
            Fallbacks = (int)from.Number(),
            FirstTokenMs = (int)from.Number(),
            TotalMs = (int)from.Number(),
            ChargedUsd = from.Money() ?? 0,
            CostUsd = from.Money(),
            SavedUsd = from.Money(),
            Team = from.Text(),
            EndUserHash = from.Text(),
            Face = from.Text()!,
            RequestedGroup = from.Text()!,
            Group = from.Text()!,
            Deployment = from.Text()!,
            Provider = from.Text()!,
            Model = from.Text()!,
            ErrorCode = from.Text(),
            PriceSource = from.Text(),
            Decision = from.Bytes(),
            Budgets = Budgets(ref from, tenantId),
        };
    }

    private static int Size(string? text) => text?.Length ?? 0;

    private static BudgetKey[] Budgets(ref Input from, Guid tenantId)
    {
        var budgets = new BudgetKey[from.Number()];
        for (var i = 0; i < budgets.Length; i++)
        {
            budgets[i] = new BudgetKey(tenantId, from.Guid(), from.Text()!, new DateTimeOffset(from.Number(), TimeSpan.Zero));
        }

        return budgets;
    }

    private ref struct Output(Span<byte> target)
    {
        private readonly Span<byte> _target = target;

        public int Position { get; private set; }

        public void Guid(Guid value)
        {
            value.TryWriteBytes(_target[Position..]);
            Position += 16;
        }

        // Seven bits to a byte, the highest bit says that more follow.
        public void Number(long value)
        {
            var rest = (ulong)value;
            while (rest >= 128)
            {
                _target[Position++] = (byte)(rest | 128);
                rest >>= 7;
            }

            _target[Position++] = (byte)rest;
        }

        public void Money(decimal? value)
        {
            _target[Position++] = value is null ? (byte)0 : (byte)1;
            if (value is { } amount)
            {
                Span<int> bits = stackalloc int[4];
                decimal.GetBits(amount, bits);
                foreach (var part in bits)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(_target[Position..], part);
                    Position += 4;
                }
            }
        }

        public void Bytes(ReadOnlySpan<byte> value)
        {
            Number(value.Length);
            value.CopyTo(_target[Position..]);
            Position += value.Length;
        }

        public void Text(string? value)
        {
            Number(value is null ? 0 : Encoding.UTF8.GetByteCount(value) + 1);
            Position += value is null ? 0 : Encoding.UTF8.GetBytes(value, _target[Position..]);
        }
    }

    private ref struct Input(ReadOnlySpan<byte> source)
    {
        private readonly ReadOnlySpan<byte> _source = source;
        private int _position;

        public Guid Guid()
        {
            _position += 16;
            return new Guid(_source.Slice(_position - 16, 16));
        }

        public long Number()
        {
            var (value, shift) = (0UL, 0);
            while (true)
            {
                var part = _source[_position++];
                value |= (ulong)(part & 127) << shift;
                if (part < 128)
                {
                    return (long)value;
                }

                shift += 7;
            }
        }

        public decimal? Money()
        {
            if (_source[_position++] == 0)
            {
                return null;
            }

            Span<int> bits = stackalloc int[4];
            for (var i = 0; i < bits.Length; i++)
            {
                bits[i] = BinaryPrimitives.ReadInt32LittleEndian(_source[_position..]);
                _position += 4;
            }

            return new decimal(bits);
        }

        public byte[] Bytes()
        {
            var length = (int)Number();
            _position += length;
            return _source.Slice(_position - length, length).ToArray();
        }

        public string? Text()
        {
            var length = (int)Number() - 1;
            if (length < 0)
            {
                return null;
            }

            _position += length;
            return Encoding.UTF8.GetString(_source.Slice(_position - length, length));
        }
    }
}
