using System.Numerics;
using System.Runtime.InteropServices;

namespace Agentes.ModelGateway.Caching;

/// <summary>
/// Vectors of questions that were answered, each tenant's apart and only among questions whose surroundings are equal. It is searched whole:
/// such a shelf rarely holds more than some hundred.
/// </summary>
internal sealed class SemanticIndex(TimeProvider time)
{
    /// <summary>Tenants that are remembered at the same time; the one that asked least recently makes room.</summary>
    private const int MostTenants = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Tenant> _tenants = [];

    /// <summary>The nearest answered question, when it is near enough.</summary>
    /// <param name="shelf">Where equal surroundings meet.</param>
    /// <param name="vector">Of length 1.</param>
    /// <param name="threshold">Least cosine.</param>
    public (CacheKey Key, double Similarity)? Find(CacheKey shelf, ReadOnlySpan<float> vector, double threshold)
    {
        lock (_gate)
        {
            if (!_tenants.TryGetValue(shelf.Scope.TenantId, out var tenant) || !tenant.Shelves.TryGetValue(shelf, out var answered))
            {
                return null;
            }

            var now = time.GetUtcNow();
            tenant.Used = now;
            (CacheKey Key, double Similarity)? nearest = null;
            foreach (var one in answered)
            {
                if (one.Until > now && one.Vector.Length == vector.Length && Dot(one.Vector, vector) is var cosine
                    && cosine >= threshold && cosine >= (nearest?.Similarity ?? 0))
                {
                    nearest = (one.Key, Math.Min(1, cosine));
                }
            }

            return nearest;
        }
    }

    /// <param name="shelf">Where equal surroundings meet.</param>
    /// <param name="vector">Of length 1.</param>
    /// <param name="key">Where the reply is kept.</param>
    /// <param name="lifetime">How long it is.</param>
    /// <param name="most">Most questions of one tenant; the oldest make room.</param>
    public void Add(CacheKey shelf, float[] vector, CacheKey key, TimeSpan lifetime, int most)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_tenants.TryGetValue(shelf.Scope.TenantId, out var tenant))
            {
                if (_tenants.Count >= MostTenants)
                {
                    _tenants.Remove(_tenants.MinBy(other => other.Value.Used).Key);
                }

                _tenants[shelf.Scope.TenantId] = tenant = new Tenant();
            }

            tenant.Used = now;
            tenant.Add(new Answered(shelf, vector, key, now + lifetime), most, now);
        }
    }

    /// <summary>A copy of length 1; null for a vector that has no direction.</summary>
    public static float[]? Normalize(ReadOnlySpan<float> vector)
    {
        var length = Math.Sqrt(Dot(vector, vector));
        if (!double.IsFinite(length) || length < 1e-12)
        {
            return null;
        }

        var normalized = vector.ToArray();
        for (var i = 0; i < normalized.Length; i++)
        {
            normalized[i] = (float)(normalized[i] / length);
        }

        return normalized;
    }

    private static double Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(one);
        var wideOther = MemoryMarshal.Cast<float, Vector<float>>(other);
        var sum = Vector<float>.Zero;
        for (var i = 0; i < wide.Length; i++)
        {
            sum += wide[i] * wideOther[i];
        }

        double total = Vector.Sum(sum);
        for (var i = wide.Length * Vector<float>.Count; i < one.Length; i++)
        {
            total += one[i] * other[i];
        }

        return total;
    }

    private sealed record Answered(CacheKey Shelf, float[] Vector, CacheKey Key, DateTimeOffset Until);

    private sealed class Tenant
    {
        private readonly Queue<Answered> _byAge = new();

        public Dictionary<CacheKey, List<Answered>> Shelves { get; } = [];

        public DateTimeOffset Used { get; set; }

        public void Add(Answered answered, int most, DateTimeOffset now)
        {
            _byAge.Enqueue(answered);
            (Shelves.TryGetValue(answered.Shelf, out var shelf) ? shelf : Shelves[answered.Shelf] = []).Add(answered);
            while (_byAge.Count > most || (_byAge.TryPeek(out var oldest) && oldest.Until <= now))
            {
                var gone = _byAge.Dequeue();
                Shelves[gone.Shelf].Remove(gone);
                if (Shelves[gone.Shelf].Count == 0)
                {
                    Shelves.Remove(gone.Shelf);
                }
            }
        }
    }
}
