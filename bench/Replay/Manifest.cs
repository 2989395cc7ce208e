using System.Text.Json;
using Agentes.Bench.Common;

namespace Agentes.Bench.Replay;

/// <summary>The accepted messages, one JSON line each, on disk before the replay goes on: what a crash must not lose.</summary>
internal sealed class Manifest(string? path) : IDisposable
{
    private readonly Lock _turn = new();
    private readonly StreamWriter? _file = path is null ? null : new StreamWriter(path, append: false) { AutoFlush = true };

    public void Write(string dialogueId, Wire.Accepted accepted, Guid clientMessageId)
    {
        if (_file is null)
        {
            return;
        }

        var entry = new Entry(accepted.Id, accepted.ConversationId, accepted.Sequence, clientMessageId, dialogueId);
        var line = JsonSerializer.Serialize(entry, Wire.Json);
        lock (_turn)
        {
            _file.WriteLine(line);
        }
    }

    public void Dispose() => _file?.Dispose();

    private sealed record Entry(Guid MessageId, Guid ConversationId, long Sequence, Guid ClientMessageId, string DialogueId);
}
