using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Models;

public sealed class OfficialClientTests(PlatformFixture platform)
{
    [Fact]
    public async Task The_unmodified_npm_clients_of_OpenAI_Anthropic_and_the_AI_SDK_work_by_changing_the_address()
    {
        var shop = await platform.NewOrganizationAsync();

        var report = await NodeScript.RunAsync("model-gateway.mjs", ["--url", platform.Address], ("GATEWAY_KEY", shop.Key));

        report.ShouldContain("\"ai sdk text, stream, tools, embeddings\"");
    }
}
