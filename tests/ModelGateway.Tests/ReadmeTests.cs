using Agentes.ModelGateway.Configuration;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.ModelGateway.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public async Task The_example_of_the_readme_runs()
    {
        // A key of the machine must not turn the example into a call that costs money.
        Environment.SetEnvironmentVariable("ANTHROPIC_API_KEY", null);
        var output = new StringWriter();
        Directory.SetCurrentDirectory(Directory.CreateTempSubdirectory().FullName);
        Directory.CreateDirectory("config");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Configs", "models.yaml"), "config/models.yaml");

        await RunAsync(output, Guid.CreateVersion7());

        output.ToString().ShouldStartWith("Você pode trocar em até 30 dias.\n\nFonte: Trocas\nextractive: ");
        output.ToString().ShouldEndWith(" tokens, 0 USD" + Environment.NewLine);
    }

    [Fact]
    public void The_example_of_the_readme_is_the_code_above()
    {
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        var example = readme.Split("```csharp\n")[1].Split("```")[0].TrimEnd();
        var code = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReadmeTests.cs"));

        string Flat(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));
        Flat(code).ShouldContain(Flat(example));
    }

    private static async Task RunAsync(StringWriter output, Guid tenantId)
    {
        var options = ModelGatewayConfiguration.Load("config/models.yaml");
        await using var services = new ServiceCollection().AddModelGateway(options).BuildServiceProvider();
        var gateway = services.GetRequiredService<ModelGatewayClient>().For(new CallScope(tenantId));

        var chat = new ChatOptions { ModelId = "tier2-haiku" }.WithGrounding(new Grounding
        {
            Language = "pt-BR",
            Passages = [new() { Id = "k1", Kind = GroundingKind.Knowledge, Title = "Trocas", Text = "Você pode trocar em até 30 dias." }],
        });
        await foreach (var update in gateway.GetStreamingResponseAsync([new(ChatRole.User, "Posso trocar?")], chat))
        {
            output.Write(update.Text);
            if (GatewayReceipt.Of(update) is { } receipt)
            {
                output.WriteLine($"\n{receipt.Model}: {receipt.InputTokens} + {receipt.OutputTokens} tokens, {receipt.CostUsd} USD");
            }
        }
    }
}
