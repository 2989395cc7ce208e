using System.Net.Http.Json;
using System.Text.Json;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Models;

/// <summary>What one request asks of the gateway, in its body and in its headers.</summary>
public sealed class CallControlTests(PlatformFixture platform)
{
    [Fact]
    public async Task Headers_say_what_happened_and_the_callers_id_comes_back()
    {
        var shop = await platform.NewOrganizationAsync();

        using var answer = await AskAsync(
            shop,
            new { model = "tier3-sonnet", fallbacks = new[] { "tier2-haiku" }, mock_testing_fallbacks = true, messages = Say("#say Oi") },
            ("x-litellm-call-id", "pedido-17"));

        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        string Header(string name) => answer.Headers.GetValues("x-litellm-" + name).Single();
        (Header("call-id"), Header("model-group"), Header("attempted-fallbacks"), Header("attempted-retries"), Header("max-fallbacks"))
            .ShouldBe(("pedido-17", "tier2-haiku", "1", "0", "5"));
        Header("model-id").ShouldBe("tier2-haiku:openai/fake-1");
        decimal.Parse(Header("response-cost"), System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        double.Parse(Header("response-duration-ms"), System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        answer.Headers.Contains("x-litellm-overhead-duration-ms").ShouldBeTrue();
        answer.Headers.Contains("x-litellm-model-api-base").ShouldBeFalse();
    }

    [Fact]
    public async Task Retries_and_time_limits_of_a_header_hold()
    {
        var shop = await platform.NewOrganizationAsync();

        using var retried = await AskAsync(
            shop, new { model = "tier3-sonnet", messages = Say($"{Guid.CreateVersion7()} #fail 500 x1 #say Oi") }, ("x-litellm-num-retries", "1"));
        using var late = await AskAsync(
            shop, new { model = "tier3-sonnet", messages = Say("#slow 5000 #say Oi") }, ("x-litellm-timeout", "0.3"));
        using var bad = await AskAsync(shop, new { model = "tier3-sonnet", messages = Say("#say Oi") }, ("x-litellm-num-retries", "many"));

        ((int)retried.StatusCode, retried.Headers.GetValues("x-litellm-attempted-retries").Single()).ShouldBe((200, "1"));
        ((int)late.StatusCode, await CodeAsync(late)).ShouldBe((504, "upstream_timeout"));
        ((int)bad.StatusCode, await CodeAsync(bad)).ShouldBe((400, "invalid_value"));
    }

    [Fact]
    public async Task A_name_that_is_no_header_text_is_an_error_of_its_own_and_no_fault_of_ours()
    {
        var shop = await platform.NewOrganizationAsync();

        using var answer = await AskAsync(shop, new { model = "não existe\n", messages = Say("Oi") });

        ((int)answer.StatusCode, await CodeAsync(answer)).ShouldBe((404, "model_not_found"));
    }

    private static object[] Say(string text) => [new { role = "user", content = text }];

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("error").Text("code");

    private async Task<HttpResponseMessage> AskAsync(OrganizationScenario shop, object body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{platform.Address}/v1/chat/completions")) { Content = JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await shop.Http.SendAsync(request);
    }
}
