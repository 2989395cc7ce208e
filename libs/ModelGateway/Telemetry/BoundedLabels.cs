using System.Collections.Concurrent;

namespace Agentes.ModelGateway.Telemetry;

/// <summary>
/// Values of a label that come from outside: the first thousand are told apart, all others are one. A monitoring system keeps every value
/// for ever.
/// </summary>
internal sealed class BoundedLabels<T>(Func<T, string> text)
    where T : notnull
{
    private const int Most = 1000;
    private const string Rest = "other";

    private readonly ConcurrentDictionary<T, string> _known = new();
    private int _count;

    public string Of(T value)
    {
        if (_known.TryGetValue(value, out var label))
        {
            return label;
        }

        // Counted apart, because a concurrent dictionary locks itself to be counted.
        return Volatile.Read(ref _count) >= Most ? Rest : Add(value);
    }

    private string Add(T value)
    {
        var label = text(value);
        if (_known.TryAdd(value, label))
        {
            Interlocked.Increment(ref _count);
        }

        return label;
    }
}
