using Agentes.Bench.Common;

namespace Agentes.Crash.Tests;

/// <summary>A model server that takes its time, so that kills land in the middle of replies, and the configuration that names it.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private const string Groups = "tier1-llama tier1-gemini tier2-haiku tier3-sonnet tier4-opus";
    private readonly ChildProcess _process;

    private Upstream(ChildProcess process, string modelsFile)
    {
        _process = process;
        ModelsFile = modelsFile;
    }

    public string ModelsFile { get; }

    public static async Task<Upstream> StartAsync(string folder, CancellationToken ct)
    {
        string[] arguments = [Programs.Upstream, "--port", "0", "--chunks", "8", "--first-token-ms", "40", "--delay-ms", "80"];
        var process = ChildProcess.Start("the model server", "dotnet", arguments);
        var address = (await process.ReadyAsync(TimeSpan.FromMinutes(1), ct)).Split(' ')[1];
        var models = Path.Combine(folder, "models.yaml");
        await File.WriteAllTextAsync(models, "model_list:\n" + string.Concat(Groups.Split(' ').Select(group => Entry(group, address))), ct);
        return new Upstream(process, models);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string Entry(string group, string address) =>
        $$"""
          - model_name: {{group}}
            litellm_params:
              model: openai/fake-model
              api_base: "{{address}}/v1"
              api_key: sk-test
              input_cost_per_token: 0.000001
              output_cost_per_token: 0.000002

        """;
}
