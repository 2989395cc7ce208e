using System.Numerics;

namespace Agentes.Routing.Model;

/// <summary>The words of training by their whole hash: the rows of the table are shared by several words, this set is not.</summary>
internal sealed class KnownWords
{
    private readonly uint[] _slots;
    private readonly uint _mask;

    /// <param name="hashes">What <see cref="MessageFeatures.HashOf"/> gives for each word.</param>
    public KnownWords(IReadOnlyCollection<uint> hashes)
    {
        Sorted = [.. hashes.Where(hash => hash != 0).Distinct().Order()];
        _slots = new uint[BitOperations.RoundUpToPowerOf2((uint)(Sorted.Length * 4) + 16)];
        _mask = (uint)_slots.Length - 1;
        foreach (var hash in Sorted)
        {
            var slot = hash & _mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & _mask;
            }

            _slots[slot] = hash;
        }
    }

    public uint[] Sorted { get; }

    public bool Contains(uint hash)
    {
        for (var slot = hash & _mask; _slots[slot] != 0; slot = (slot + 1) & _mask)
        {
            if (_slots[slot] == hash)
            {
                return true;
            }
        }

        return false;
    }
}
