using System.Globalization;
using Agentes.Bench.Common;

namespace Agentes.Bench.Replay;

/// <summary>The whole run: read, talk, verify, report.</summary>
internal sealed class ReplayRun(Options options, Report report)
{
    private const string SeededAgent = "Replay";
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly ReplayFigures _figures = new();

    public async Task RunAsync(CancellationToken ct)
    {
        var file = DialogueFile.Read(options.Required("file"), options.WholeOrNull("limit", 1) ?? int.MaxValue);
        var address = new Uri(options.Required("url"));
        var concurrency = options.Whole("concurrency", 1);
        using var client = Connections.NewClient();
        var http = new PatientHttp(client, options.Seconds("patience"), _clock);
        var login = options.Text("api-key") is { } key
            ? Login.WithApiKey(key)
            : await Login.SignInAsync(http, address, options.Text("email"), options.Text("password"), ct);
        var api = new PlatformApi(http, address, login);
        var agentId = await AgentAsync(api, ct);
        Console.WriteLine($"{file.Dialogues.Count} dialogues, {concurrency} customers at a time, {address}");

        var started = _clock.GetTimestamp();
        await TalkAsync(api, agentId, file, concurrency, ct);
        var talked = _clock.GetElapsedTime(started);
        var verdict = await new Verification(api, options.Seconds("settle")).RunAsync(_figures.Transcripts, concurrency, ct);
        Print(verdict, talked);
        Fill(file, verdict, http, talked);
    }

    private async Task<Guid> AgentAsync(PlatformApi api, CancellationToken ct)
    {
        var seed = options.Has("seed");
        var name = options.Text("agent") ?? (seed ? SeededAgent : null);
        if (await api.FindAgentAsync(name, ct) is { } agent)
        {
            return agent.Id;
        }

        return seed ? await api.CreateAgentAsync(name!, ct) : throw new UsageException("no such published agent; --seed creates one");
    }

    private async Task TalkAsync(PlatformApi api, Guid agentId, DialogueFile file, int concurrency, CancellationToken ct)
    {
        using var manifest = new Manifest(options.Text("manifest"));
        var run = Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture);
        var customer = new Customer(api, agentId, run, options.Seconds("reply-timeout", 1), manifest, _figures);
        using var progress = new Timer(_ => PrintProgress(file.Dialogues.Count), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = ct };
        await Parallel.ForEachAsync(file.Dialogues.Index(), parallel, async (d, c) => await customer.TalkAsync(d.Item, d.Index, c));
    }

    private void PrintProgress(int dialogues) => Console.WriteLine(
        $"  {_figures.DialoguesDone}/{dialogues} dialogues, {_figures.Messages} messages accepted, {_figures.Turns} turns answered");

    private void Print(Verdict verdict, TimeSpan talked)
    {
        foreach (var reason in _figures.BrokenOff.Take(20))
        {
            Console.WriteLine($"  broken off  {reason}");
        }

        Console.WriteLine($"messages sent {_figures.Messages}, answered {verdict.Answered}, in {talked.TotalSeconds:F1} s");
        Console.WriteLine($"duplicates {Duplicates(verdict)}, out of order {verdict.OutOfOrder}, failed {Failed(verdict)}");
        Console.WriteLine($"dialogues broken off {_figures.BrokenOff.Count}");
        Console.WriteLine($"accept  {_figures.Accepts}");
        Console.WriteLine($"reply   {_figures.Replies}");
    }

    private static int Failed(Verdict verdict) => verdict.Unanswered + verdict.Lost;

    // The same second reply may have been seen live and be listed: the larger count holds both.
    private int Duplicates(Verdict verdict) => Math.Max(verdict.Duplicates, _figures.DuplicatesSeen) + verdict.StoredTwice;

    private void Fill(DialogueFile file, Verdict verdict, PatientHttp http, TimeSpan talked)
    {
        report.Figure("dialogues", file.Dialogues.Count)
            .Figure("sent", _figures.Messages)
            .Figure("answered", verdict.Answered)
            .Figure("turns_answered", _figures.Turns)
            .Figure("duplicates", Duplicates(verdict))
            .Figure("duplicate_replies_listed", verdict.Duplicates)
            .Figure("duplicate_replies_seen_live", _figures.DuplicatesSeen)
            .Figure("stored_twice", verdict.StoredTwice)
            .Figure("out_of_order", verdict.OutOfOrder)
            .Figure("failed", Failed(verdict))
            .Figure("unanswered", verdict.Unanswered)
            .Figure("lost", verdict.Lost)
            .Figure("dialogues_broken_off", _figures.BrokenOff.Count)
            .Figure("texts_truncated", file.Truncated)
            .Figure("texts_skipped_empty", file.SkippedEmpty)
            .Figure("retries", http.Retries)
            .Figure("throttled", http.Throttled)
            .Figure("stream_reconnects", _figures.Reconnects)
            .Figure("replies_found_by_listing", _figures.FoundByListing)
            .Figure("seconds", talked.TotalSeconds)
            .Figure("messages_per_second", _figures.Messages / talked.TotalSeconds)
            .Latency("accept", _figures.Accepts)
            .Latency("reply", _figures.Replies);
        report.Check("something_was_sent", _figures.Messages > 0, "no message was accepted")
            .Check("every_message_answered", Failed(verdict) == 0, $"{verdict.Unanswered} unanswered, {verdict.Lost} lost")
            .Check("every_dialogue_finished", _figures.BrokenOff.IsEmpty, $"{_figures.BrokenOff.Count} broken off")
            .Check("no_duplicates", Duplicates(verdict) == 0, $"{Duplicates(verdict)} duplicates")
            .Check("in_order", verdict.OutOfOrder == 0, $"{verdict.OutOfOrder} out of order");
    }
}
