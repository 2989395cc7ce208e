using Agentes.Bench.Common;
using Agentes.Bench.Load;

const string Purpose =
    "Drives the platform with many customers and a model that answers at once; --reference puts the specification's stack beside it.";

var commandLine = new CommandLine("Load", Purpose)
    .Value("seconds", "S", "length of the measurement", "30")
    .Value("messages", "N", "end the measurement after N messages instead")
    .Value("warmup", "S", "unmeasured start", "5")
    .Value("conversations", "N", "customers that talk at the same time", "200")
    .Value("turns", "N", "messages in one conversation before the customer opens the next (default: never)")
    .Value("rate", "R", "open loop: R messages a second whatever the replies take (default: closed loop)")
    .Value("drain", "S", "how long to wait for the last replies", "30")
    .Value("target-rate", "R", "fail when fewer than R messages a second are answered")
    .Value("flat-messages", "N", "send N messages and fail when memory keeps growing")
    .Value("flat-percent", "P", "what growth over the run still counts as flat", "10")
    .Flag("reference", "measure FastAPI + Celery + Redis + PostgreSQL in the same run and print the ratio")
    .Value("chunks", "N", "content chunks of the fake model's answer", "24")
    .Value("first-token-ms", "MS", "how long the fake model thinks", "0")
    .Value("host", "DLL", "start this build of the platform")
    .Flag("no-build", "do not build the platform first")
    .Value("url", "URL", "drive a platform that already runs; needs --api-key")
    .Value("api-key", "KEY", "its API key (agents, contacts and conversations: read and write)")
    .Value("agent", "NAME", "its agent; without it one is created")
    .Value("pid", "PID", "its process, to watch its memory and processor time");

return await BenchProgram.RunAsync("load", commandLine, args, (options, report, ct) => new Comparison(options, report).RunAsync(ct));
