namespace Agentes.Bench.Load;

/// <summary>Every customer waits for the reply before the next message: the rate is what the system can do.</summary>
internal sealed class ClosedLoop(ISystemUnderLoad system, Meter meter, int? messagesPerConversation, TimeProvider clock)
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(200);

    public Task RunAsync(IEnumerable<ICustomerLine> lines, CancellationToken ct) =>
        Task.WhenAll(lines.Select(line => Task.Run(() => TalkAsync(line, ct), ct)));

    private async Task TalkAsync(ICustomerLine line, CancellationToken ct)
    {
        for (var said = 1; meter.TryTake(); said++)
        {
            var broken = !await SayOneAsync(line, ct);
            if (broken)
            {
                await Task.Delay(PauseAfterFailure, clock, ct);
            }

            if (broken || said == messagesPerConversation)
            {
                await line.DisposeAsync();
                line = await system.OpenAsync(ct);
                said = 0;
            }
        }

        await line.DisposeAsync();
    }

    private async Task<bool> SayOneAsync(ICustomerLine line, CancellationToken ct)
    {
        var sent = meter.Now;
        try
        {
            await line.SendAsync(ct);
            meter.MessageAccepted(sent);
            for (var answers = 0; answers == 0;)
            {
                answers = await line.NextReplyAsync(ct);
            }

            meter.MessageAnswered(sent);
            return true;
        }
        catch (LineBrokenException broken)
        {
            meter.Failed(broken.Message);
            return false;
        }
    }
}
