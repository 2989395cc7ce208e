using System.Collections.Concurrent;

namespace Agentes.Bench.Load;

/// <summary>
/// Messages come at a fixed rate, whatever the replies take, as customers who know nothing of each other send them. Latency counts
/// from the moment at which a message was due, so a stall is not hidden by the messages that it kept from being sent.
/// </summary>
internal sealed class OpenLoop(IReadOnlyList<ICustomerLine> lines, Meter meter, double messagesPerSecond, TimeProvider clock)
{
    /// <summary>Beyond so many open messages per conversation the system is overloaded, and more would only measure memory.</summary>
    private const int MostOpenPerConversation = 50;

    public async Task RunAsync(CancellationToken ct)
    {
        var waiting = lines.Select(_ => new ConcurrentQueue<long>()).ToArray();
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var listeners = lines.Select((line, i) => ListenAsync(line, waiting[i], listening.Token)).ToArray();
        await SendAllAsync(waiting, ct);
        while (meter.Open > 0 && !ct.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, CancellationToken.None);
        }

        await listening.CancelAsync();
        await Task.WhenAll(listeners).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var line in lines)
        {
            await line.DisposeAsync();
        }
    }

    private async Task SendAllAsync(ConcurrentQueue<long>[] waiting, CancellationToken ct)
    {
        var started = meter.Now;
        for (long sent = 0; ;)
        {
            // A timer wakes every millisecond at best: send all that became due since.
            var due = (long)(clock.GetElapsedTime(started).TotalSeconds * messagesPerSecond);
            for (; sent < due; sent++)
            {
                if (!meter.TryTake())
                {
                    return;
                }

                var target = (int)(sent % lines.Count);
                _ = SendAsync(lines[target], waiting[target], started + (long)(sent / messagesPerSecond * clock.TimestampFrequency), ct);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), clock, ct);
        }
    }

    private async Task SendAsync(ICustomerLine line, ConcurrentQueue<long> waiting, long due, CancellationToken ct)
    {
        if (waiting.Count >= MostOpenPerConversation)
        {
            meter.Failed("overloaded: not sent");
            return;
        }

        try
        {
            waiting.Enqueue(due);
            await line.SendAsync(ct);
            meter.MessageAccepted(due);
        }
        catch (LineBrokenException broken)
        {
            meter.Failed(broken.Message);
        }
        catch (OperationCanceledException)
        {
            meter.Failed("not accepted before the end");
        }
    }

    private async Task ListenAsync(ICustomerLine line, ConcurrentQueue<long> waiting, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                for (var answers = await line.NextReplyAsync(ct); answers > 0 && waiting.TryDequeue(out var due); answers--)
                {
                    meter.MessageAnswered(due);
                }
            }
        }
        catch (LineBrokenException broken)
        {
            meter.Failed(broken.Message);
        }
    }
}
