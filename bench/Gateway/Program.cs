using Agentes.Bench.Common;
using Agentes.Bench.Gateway;

const string Purpose =
    "Sends the same chat completions to a fake model directly, through nginx, a bare Kestrel, this gateway with everything on, and Portkey.";

var commandLine = new CommandLine("Gateway", Purpose)
    .Value("seconds", "S", "length of one measurement", "3")
    .Value("rounds", "N", "measurements of each case; the contestants take turns, and the median counts", "3")
    .Value("warmup", "S", "unmeasured start of each contestant", "10")
    .Value("concurrency", "N,N", "connections that each send one request after the other", "1,16,64")
    .Value("only", "NAMES", "some of direct,nginx,kestrel,agentes,portkey", "direct,nginx,kestrel,agentes,portkey")
    .Value("flat-requests", "N", "send N more requests through this gateway and fail when its memory keeps growing")
    .Value("flat-percent", "P", "what growth over these requests still counts as flat", "10")
    .Flag("bars", "fail when a figure misses the project's goal")
    .Value("host", "DLL", "use this build of the platform")
    .Flag("no-build", "do not build the platform first")
    .Value("pass-through", "URL", "(the program starts itself with this) be the bare Kestrel in front of URL");

return await BenchProgram.RunAsync("gateway", commandLine, args, (options, report, ct) => options.Text("pass-through") is { } upstream
    ? PassThrough.RunAsync(new Uri(upstream), ct)
    : new GatewayComparison(options, report).RunAsync(ct));
