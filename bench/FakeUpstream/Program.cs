using System.Net;
using Agentes.Bench.Common;
using Agentes.Bench.FakeUpstream;

var commandLine = new CommandLine("FakeUpstream", "An OpenAI-compatible model server that answers at once; GET /stats counts.")
    .Value("port", "PORT", "port on 127.0.0.1; 0 picks a free one", "4010")
    .Value("chunks", "N", "content chunks (and completion tokens) of an answer", "24")
    .Value("first-token-ms", "MS", "pause before the first content chunk", "0")
    .Value("delay-ms", "MS", "pause over all content chunks together", "0")
    .Value("fail-rate", "SHARE", "share of chat requests, 0 to 1, that are answered 500", "0");

return await BenchProgram.RunAsync("fake_upstream", commandLine, args, async (options, report, ct) =>
{
    var behaviour = new Behaviour(
        TimeSpan.FromMilliseconds(options.Whole("first-token-ms")),
        TimeSpan.FromMilliseconds(options.Whole("delay-ms")),
        options.NumberOrNull("fail-rate") ?? 0);
    var server = new ChatServer(new Answers(options.Whole("chunks", 1)), behaviour, TimeProvider.System);
    var builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders();
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Whole("port")));
    await using var app = builder.Build();
    app.Run(server.HandleAsync);
    await app.StartAsync(ct);
    Console.WriteLine($"ready {app.Urls.First()}");
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    await app.StopAsync(CancellationToken.None);
    var stats = server.Stats;
    report.Figure("requests", stats.Requests)
        .Figure("streaming", stats.Streaming)
        .Figure("failed", stats.Failed)
        .Figure("aborted", stats.Aborted);
});
