using Agentes.ModelGateway.Providers.Anthropic;

namespace Agentes.ModelGateway.Tests.Anthropic;

public sealed class AnthropicModelTests
{
    [Theory]
    [InlineData("claude-3-haiku-20240307", "haiku", 30, 4_096)]
    [InlineData("claude-3-opus-20240229", "opus", 30, 4_096)]
    [InlineData("claude-3-5-sonnet-20241022", "sonnet", 35, 8_192)]
    [InlineData("claude-3-7-sonnet-latest", "sonnet", 37, 64_000)]
    [InlineData("claude-sonnet-4-20250514", "sonnet", 40, 64_000)]
    [InlineData("claude-opus-4-1-20250805", "opus", 41, 32_000)]
    [InlineData("claude-haiku-4-5", "haiku", 45, 64_000)]
    [InlineData("claude-opus-4-5@20251101", "opus", 45, 64_000)]
    [InlineData("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "sonnet", 45, 64_000)]
    [InlineData("anthropic/claude-opus-4.6", "opus", 46, 128_000)]
    [InlineData("claude-sonnet-4-6", "sonnet", 46, 64_000)]
    [InlineData("claude-opus-5", "opus", 50, 128_000)]
    [InlineData("claude-haiku-5-5", "haiku", 55, 128_000)]
    [InlineData("glm-4.6", "", 0, null)]
    public void A_name_tells_family_version_and_largest_reply(string name, string family, int version, int? maxTokens)
    {
        var model = AnthropicModel.Of(name);

        (model.Family, model.Version, model.MaxOutputTokens).ShouldBe((family, version, maxTokens));
    }
}
