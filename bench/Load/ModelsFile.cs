using System.Text;

namespace Agentes.Bench.Load;

/// <summary>The model gateway's configuration for a run: every group of the specification and of the tiers, one upstream.</summary>
internal static class ModelsFile
{
    private static readonly string[] Groups =
    [
        "tier1-llama", "tier1-gemini", "tier2-haiku", "tier3-sonnet", "tier4-opus",
        "fast", "balanced", "advanced", "premium",
    ];

    public static string AllGroupsAt(Uri address)
    {
        var yaml = new StringBuilder("model_list:\n");
        foreach (var group in Groups)
        {
            yaml.Append($"""
                  - model_name: {group}
                    litellm_params:
                      model: openai/fake-model
                      api_base: {new Uri(address, "/v1")}
                      api_key: sk-fake
                      max_tokens: 200
                      input_cost_per_token: 0.0000002
                      output_cost_per_token: 0.0000006

                """);
        }

        return yaml.Append("router_settings:\n  num_retries: 2\n  timeout: 30\n").ToString();
    }
}
