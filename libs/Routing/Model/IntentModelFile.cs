using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Agentes.Routing.Model;

/// <summary>
/// The model file, little endian: magic, format, bits, step, clause share, cue weight,
/// temperatures, the dense weights, the number of known words and their hashes, one bit per row that says
/// whether the row is there, the rows of nine bytes that are, and the SHA-256 of all before.
/// </summary>
internal static class IntentModelFile
{
    public const string ResourceName = "intent.model";
    private const uint Magic = 0x314D_4941;
    private const int Format = 1;
    private const int LeastBits = 10;
    private const int MostBits = 22;
    private const int HeaderLength = 9 * 4;
    private const int DenseLength = DenseFeatures.Count * 9 * sizeof(float);

    /// <exception cref="InvalidDataException">The bytes are no model file, are of another format, or were changed.</exception>
    public static IntentWeights Read(ReadOnlySpan<byte> file)
    {
        Require(file.Length > HeaderLength + DenseLength + SHA256.HashSizeInBytes, "is too short");
        Require(BinaryPrimitives.ReadUInt32LittleEndian(file) == Magic, "does not start as one");
        var format = BinaryPrimitives.ReadInt32LittleEndian(file[4..]);
        Require(format == Format, $"has format {format}, and this version of the library reads format {Format}");
        var content = file[..^SHA256.HashSizeInBytes];
        Span<byte> checksum = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, checksum);
        Require(checksum.SequenceEqual(file[^SHA256.HashSizeInBytes..]), "was changed or cut: its checksum does not match");
        var bits = BinaryPrimitives.ReadInt32LittleEndian(content[8..]);
        Require(bits is >= LeastBits and <= MostBits, $"claims a table of 2^{bits} rows");
        return new IntentWeights
        {
            Bits = bits,
            Step = BinaryPrimitives.ReadSingleLittleEndian(content[12..]),
            ClauseShare = BinaryPrimitives.ReadSingleLittleEndian(content[16..]),
            CueWeight = BinaryPrimitives.ReadSingleLittleEndian(content[20..]),
            Temperatures = ReadSingles(content[24..], 3),
            Dense = ReadSingles(content[HeaderLength..], DenseFeatures.Count * IntentNames.Count),
            Known = ReadKnown(content[(HeaderLength + DenseLength)..], out var table),
            Table = ReadTable(table, bits),
            Checksum = Convert.ToHexStringLower(checksum[..4]),
        };
    }

    /// <summary>Writes the same bytes for the same weights.</summary>
    public static byte[] Write(IntentWeights weights)
    {
        var rows = 1 << weights.Bits;
        using var file = new MemoryStream();
        Span<byte> number = stackalloc byte[4];
        WriteWhole(file, number, unchecked((int)Magic));
        WriteWhole(file, number, Format);
        WriteWhole(file, number, weights.Bits);
        foreach (var value in (float[])[weights.Step, weights.ClauseShare, weights.CueWeight, .. weights.Temperatures, .. weights.Dense])
        {
            WriteWhole(file, number, BitConverter.SingleToInt32Bits(value));
        }

        WriteWhole(file, number, weights.Known.Sorted.Length);
        foreach (var hash in weights.Known.Sorted)
        {
            WriteWhole(file, number, unchecked((int)hash));
        }

        var present = new byte[rows / 8];
        for (var row = 0; row < rows; row++)
        {
            present[row >> 3] |= (byte)(IsKnown(weights.Table, row) ? 1 << (row & 7) : 0);
        }

        file.Write(present);
        for (var row = 0; row < rows; row++)
        {
            if (IsKnown(weights.Table, row))
            {
                file.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(
                    weights.Table.AsSpan(row * IntentWeights.Stride, IntentNames.Count)));
            }
        }

        file.Write(SHA256.HashData(file.GetBuffer().AsSpan(0, (int)file.Length)));
        return file.ToArray();
    }

    private static bool IsKnown(sbyte[] table, int row) => table[(row * IntentWeights.Stride) + IntentWeights.KnownLane] != 0;

    private static KnownWords ReadKnown(ReadOnlySpan<byte> content, out ReadOnlySpan<byte> rest)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(content);
        Require(count >= 0 && count < content.Length / sizeof(uint), "ends within its words");
        var hashes = new uint[count];
        for (var i = 0; i < count; i++)
        {
            hashes[i] = BinaryPrimitives.ReadUInt32LittleEndian(content[((i + 1) * sizeof(uint))..]);
        }

        rest = content[((count + 1) * sizeof(uint))..];
        return new KnownWords(hashes);
    }

    private static sbyte[] ReadTable(ReadOnlySpan<byte> content, int bits)
    {
        var rows = 1 << bits;
        Require(content.Length >= rows / 8, "ends within its table");
        var present = content[..(rows / 8)];
        var stored = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, sbyte>(content[(rows / 8)..]);
        var table = new sbyte[rows * IntentWeights.Stride];
        for (var row = 0; row < rows; row++)
        {
            if ((present[row >> 3] >> (row & 7) & 1) == 0)
            {
                continue;
            }

            Require(stored.Length >= IntentNames.Count, "ends within its table");
            var target = table.AsSpan(row * IntentWeights.Stride, IntentWeights.Stride);
            stored[..IntentNames.Count].CopyTo(target);
            target[IntentWeights.KnownLane] = 1;
            stored = stored[IntentNames.Count..];
        }

        Require(stored.IsEmpty, "goes on after its table");
        return table;
    }

    private static float[] ReadSingles(ReadOnlySpan<byte> content, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(content[(i * sizeof(float))..]);
            Require(float.IsFinite(values[i]), "holds a number that is not finite");
        }

        return values;
    }

    private static void WriteWhole(MemoryStream file, Span<byte> number, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(number, value);
        file.Write(number);
    }

    private static void Require(bool condition, string fault)
    {
        if (!condition)
        {
            throw new InvalidDataException($"This is not an intent model that can be used: the file {fault}.");
        }
    }
}
