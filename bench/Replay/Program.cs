using Agentes.Bench.Common;
using Agentes.Bench.Replay;

var commandLine = new CommandLine("Replay", "Replays the customers' side of real dialogues through the public API and checks every reply.")
    .Value("url", "URL", "address of the platform", "http://127.0.0.1:8080")
    .Value("file", "FILE", "dialogues as JSON lines, gzipped or not: {id, lang, turns:[{role, text}]}")
    .Value("api-key", "KEY", "API key of the organization; without it the account, or the demo login, signs in")
    .Value("email", "EMAIL", "account that signs in")
    .Value("password", "PASSWORD", "its password")
    .Value("agent", "NAME", "agent that answers; without it the first published one")
    .Flag("seed", "create the agent (quiet window 0) when it is not there")
    .Value("concurrency", "N", "customers that talk at the same time", "50")
    .Value("limit", "N", "replay only the first N dialogues")
    .Value("patience", "SECONDS", "how long to keep trying while the platform is down", "120")
    .Value("reply-timeout", "SECONDS", "how long to wait for a reply while the platform is up", "60")
    .Value("settle", "SECONDS", "how long the verification waits for messages that are still pending", "10")
    .Value("manifest", "FILE", "write every accepted message as a JSON line, flushed at once");

return await BenchProgram.RunAsync("replay", commandLine, args, (options, report, ct) => new ReplayRun(options, report).RunAsync(ct));
