using System.Text.Json;
using Agentes.Bench.Common;

namespace Agentes.Crash.Tests;

/// <summary>The replay program, which talks to the platform through its public API and does not give up while that is away.</summary>
internal sealed class Replay : IAsyncDisposable
{
    private readonly string _manifest;
    private readonly ChildProcess _process;

    private Replay(string manifest, ChildProcess process)
    {
        _manifest = manifest;
        _process = process;
    }

    public static Replay Start(Uri address, Shop shop, string dialogues, int concurrency)
    {
        var manifest = dialogues + ".manifest";
        string[] arguments =
        [
            Programs.Replay, "--url", $"{address}", "--api-key", shop.Key, "--file", dialogues, "--manifest", manifest,
            "--concurrency", $"{concurrency}", "--patience", "120", "--reply-timeout", "90", "--settle", "60",
        ];
        return new Replay(manifest, ChildProcess.Start("the replay", "dotnet", arguments));
    }

    /// <summary>Returns once so many messages were accepted.</summary>
    public async Task AcceptedAsync(int messages, CancellationToken ct)
    {
        while (Accepted() < messages)
        {
            _process.HasExited.ShouldBeFalse($"the replay ended before its {messages}th message:\n{_process.Tail()}");
            await Task.Delay(5, ct);
        }
    }

    /// <summary>Waits for the end; the program's own checks (each answered, none twice, in order) have to hold.</summary>
    /// <param name="platform">Says how the platform is, for the message of a failure.</param>
    public async Task<IReadOnlyList<Acknowledged>> FinishAsync(Func<string> platform, CancellationToken ct)
    {
        await _process.WaitForExitAsync(ct);
        _process.ExitCode.ShouldBe(0, $"{_process.Tail()}\n{platform()}");
        var lines = await File.ReadAllLinesAsync(_manifest, ct);
        return [.. lines.Select(line => JsonSerializer.Deserialize<Acknowledged>(line, Wire.Json)!)];
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private int Accepted()
    {
        if (!File.Exists(_manifest))
        {
            return 0;
        }

        using var file = new FileStream(_manifest, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var lines = new StreamReader(file);
        var count = 0;
        while (lines.ReadLine() is not null)
        {
            count++;
        }

        return count;
    }
}

/// <summary>A message for which the platform answered 202.</summary>
internal sealed record Acknowledged(Guid MessageId, Guid ConversationId, Guid ClientMessageId);
