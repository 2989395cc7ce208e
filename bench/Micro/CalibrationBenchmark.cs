using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace Agentes.Bench.Micro;

/// <summary>Work that never changes: the others are multiples of it, because a nanosecond on a shared machine means little.</summary>
public class CalibrationBenchmark
{
    private readonly byte[] _input = new byte[4096];
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];

    [Benchmark]
    public int Sha256Of4Kilobytes() => SHA256.HashData(_input, _hash);
}
