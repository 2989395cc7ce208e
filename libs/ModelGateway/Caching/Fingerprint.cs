using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Agentes.ModelGateway.Caching;

/// <summary>
/// Collects values for a hash. Each carries its kind and its length, so that no two different sequences of values are the same bytes; JSON
/// is the same whatever the order of its members and the space between them.
/// </summary>
internal sealed class Fingerprint
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public Fingerprint Add(string? text)
    {
        if (text is null)
        {
            Kind('n');
            return this;
        }

        // As it is in memory: a text that is no valid Unicode has no other exact form.
        Kind('s');
        Length(text.Length);
        _bytes.Write(MemoryMarshal.AsBytes(text.AsSpan()));
        return this;
    }

    public Fingerprint Add(ReadOnlySpan<byte> bytes)
    {
        Kind('b');
        Length(bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    public Fingerprint Add(long? number)
    {
        Kind(number is null ? 'n' : 'i');
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), number ?? 0);
        _bytes.Advance(sizeof(long));
        return this;
    }

    public Fingerprint Add(double? number) => Add(number is { } value ? BitConverter.DoubleToInt64Bits(value) : null);

    public Fingerprint Add(bool? flag) => Add(flag is null ? null : flag.Value ? 1L : 0L);

    public Fingerprint Add(IEnumerable<string>? texts)
    {
        var all = texts?.ToList();
        Add((long?)all?.Count);
        all?.ForEach(text => Add(text));
        return this;
    }

    /// <param name="json">Any value.</param>
    /// <param name="counts">Whether a member of the outermost object counts; null when all do.</param>
    public Fingerprint Add(JsonElement json, Func<string, bool>? counts = null)
    {
        Kind('j');
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var members = json.EnumerateObject().Where(member => counts?.Invoke(member.Name) is not false)
                    .OrderBy(member => member.Name, StringComparer.Ordinal).ToList();
                Kind('{');
                Length(members.Count);
                foreach (var member in members)
                {
                    Add(member.Name).Add(member.Value);
                }

                break;
            case JsonValueKind.Array:
                Kind('[');
                Length(json.GetArrayLength());
                foreach (var item in json.EnumerateArray())
                {
                    Add(item);
                }

                break;
            case JsonValueKind.String:
                Add(json.GetString());
                break;
            default:
                Kind('#');
                Add(json.GetRawText());
                break;
        }

        return this;
    }

    /// <summary>SHA-256 of everything so far, in hex.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(_bytes.WrittenSpan));

    private void Kind(char kind)
    {
        _bytes.GetSpan(1)[0] = (byte)kind;
        _bytes.Advance(1);
    }

    private void Length(int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), length);
        _bytes.Advance(sizeof(int));
    }
}
