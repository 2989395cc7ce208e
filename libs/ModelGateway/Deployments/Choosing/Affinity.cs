using System.Numerics;

namespace Agentes.ModelGateway.Deployments.Choosing;

/// <summary>
/// Sends calls of one key to one deployment as long as that may take them: a provider's prompt cache is worth most to whoever filled it.
/// Nothing is kept: each deployment draws a number from the key and its own name, and the lowest by weight wins (rendezvous hashing), so
/// a deployment that comes or goes moves only its own share of the keys.
/// </summary>
internal static class Affinity
{
    public static int Choose(ReadOnlySpan<Consideration> round, string key)
    {
        var (best, lowest) = (-1, double.PositiveInfinity);
        for (var i = 0; i < round.Length; i++)
        {
            if (round[i].Verdict is Verdict.Candidate)
            {
                var state = round[i].State;
                var draw = -Math.Log(Uniform(Hash(state.Deployment.Id, Hash(key, FnvOffset)))) / state.Share;
                if (best < 0 || draw < lowest)
                {
                    (best, lowest) = (i, draw);
                }
            }
        }

        return best;
    }

    // FNV-1a, 64 bits: the same in every process, unlike string.GetHashCode.
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    private static ulong Hash(string text, ulong hash)
    {
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * FnvPrime;
        }

        return hash;
    }

    // FNV mixes its last letters badly; two multiplications spread them over all bits. From above 0 to 1.
    private static double Uniform(ulong hash)
    {
        hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
        hash = BitOperations.RotateLeft(hash, 29) * 0xD6E8FEB86659FD93;
        return ((hash >> 11) + 1) / (double)(1UL << 53);
    }
}
