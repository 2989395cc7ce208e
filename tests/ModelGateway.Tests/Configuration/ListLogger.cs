using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Agentes.ModelGateway.Tests.Configuration;

/// <summary>Keeps what is logged.</summary>
internal sealed class ListLogger : ILogger<ModelGatewayClient>
{
    private readonly ConcurrentQueue<(LogLevel Level, string Line)> _lines = new();

    public IEnumerable<string> Warnings => _lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Line);

    public IEnumerable<string> Lines => _lines.Select(line => line.Line);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, formatter(state, exception)));
}
