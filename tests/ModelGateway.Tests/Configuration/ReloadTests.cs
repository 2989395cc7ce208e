using Agentes.ModelGateway.Configuration;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Agentes.ModelGateway.Tests.Configuration;

public sealed class ReloadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly ListLogger _log = new();
    private readonly List<ServiceProvider> _started = [];

    [Fact]
    public async Task A_valid_change_takes_effect_at_once_and_what_has_not_changed_keeps_its_cooldown()
    {
        await using var bad = new FakeUpstream(Answers.Status(401), Answers.Text("mended"));
        await using var other = new FakeUpstream(Answers.Text("new"));
        var (client, watch) = Start(Entry("a", bad, "k1"));
        await ShouldFailAsync(client, "a", FailureClass.Credential);

        Write(Entry("a", bad, "k1") + Entry("b", other, "k"));
        watch.Reload();

        (await AskAsync(client, "b")).ShouldBe("new");
        await ShouldFailAsync(client, "a", FailureClass.Credential);
        bad.Calls.ShouldBe(1, "it still cools down");
        Write(Entry("a", bad, "k2"));
        watch.Reload();
        (await AskAsync(client, "a")).ShouldBe("mended", "with another key it is another deployment");
        await ShouldFailAsync(client, "b", FailureClass.UnknownGroup);
    }

    [Fact]
    public void A_file_with_errors_changes_nothing_and_says_so_until_it_is_mended()
    {
        var (client, watch) = Start(Local("a"));

        Write(Local("b") + "router_setings: {}");
        watch.Reload();
        watch.Reload();

        client.Groups.Single().Name.ShouldBe("a");
        client.ConfigurationProblem.ShouldNotBeNull().ShouldContain("did you mean 'router_settings'?");
        _log.Lines.Where(line => line.Contains("is refused; the one before it stays", StringComparison.Ordinal)).ShouldHaveSingleItem();
        File.Delete(MainFile);
        watch.Reload();
        client.Groups.Single().Name.ShouldBe("a");
        Write(Local("b"));
        watch.Reload();
        client.Groups.Single().Name.ShouldBe("b");
        client.ConfigurationProblem.ShouldBeNull();
    }

    [Fact]
    public async Task A_call_under_way_ends_on_the_configuration_that_it_began_with()
    {
        var swapped = new TaskCompletionSource();
        await using var slow = new FakeUpstream(async connection =>
        {
            await connection.StreamHeadAsync();
            await connection.SendAsync(Answers.Event(Answers.Delta("Olá")));
            await swapped.Task;
            await connection.SendAsync(Answers.Event(Answers.Delta(", tudo bem?")) + Answers.Event(Answers.Finish()) + Answers.Event("[DONE]"));
        });
        var (client, watch) = Start(Entry("a", slow, "k"));
        var question = new ChatMessage(ChatRole.User, "Oi");
        await using var reply = client.StreamAsync([question], new ChatOptions { ModelId = "a" }, TestGateway.Scope).GetAsyncEnumerator();
        (await reply.MoveNextAsync()).ShouldBeTrue();
        var text = reply.Current.Text;

        Write(Local("b"));
        watch.Reload();
        swapped.SetResult();
        while (await reply.MoveNextAsync())
        {
            text += reply.Current.Text;
        }

        text.ShouldBe("Olá, tudo bem?");
        client.Groups.Single().Name.ShouldBe("b");
    }

    [Fact]
    public async Task A_change_of_the_file_is_noticed_without_being_told()
    {
        var (client, _) = Start(Local("a"));

        Write(Local("b"));

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (client.Groups.Single().Name != "b")
        {
            await Task.Delay(20, patience.Token);
        }
    }

    [Fact]
    public void A_list_of_prices_that_lost_half_of_its_models_is_refused()
    {
        void WritePrices(int count) => File.WriteAllText(
            Path.Combine(_folder, "prices.json"),
            "{\"models\":{" + string.Join(',', Enumerable.Range(0, count).Select(i => $"\"openai/m{i}\":{{\"input\":1,\"output\":2}}")) + "}}");
        WritePrices(100);
        var (client, watch) = Start(Entry("a", null, "k") + "pricing: {file: prices.json, format: native}");
        client.Quote("a", 1_000_000, 0).ShouldBe(1m);

        WritePrices(49);
        watch.Reload();
        client.ConfigurationProblem.ShouldNotBeNull().ShouldContain("49 models after 100");

        WritePrices(51);
        watch.Reload();
        client.ConfigurationProblem.ShouldBeNull();
    }

    public void Dispose()
    {
        _started.ForEach(services => services.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    private string MainFile => Path.Combine(_folder, "models.yaml");

    private static string Local(string name) => $"  - {{model_name: {name}, litellm_params: {{model: local/extractive}}}}\n";

    private static string Entry(string name, FakeUpstream? upstream, string key) =>
        $"  - {{model_name: {name}, litellm_params: {{model: openai/m1, api_key: {key}"
        + (upstream is null ? "" : $", api_base: \"{upstream.ApiBase}\"") + "}}\n";

    private static async Task<string> AskAsync(ModelGatewayClient client, string group) =>
        (await client.For(TestGateway.Scope).GetResponseAsync([new ChatMessage(ChatRole.User, "Oi")], new ChatOptions { ModelId = group })).Text;

    private static async Task ShouldFailAsync(ModelGatewayClient client, string group, FailureClass expected) =>
        (await Should.ThrowAsync<ModelGatewayException>(() => AskAsync(client, group))).Class.ShouldBe(expected);

    private void Write(string entries) => File.WriteAllText(MainFile, "model_list:\n" + entries);

    private (ModelGatewayClient Client, ConfigurationWatch Watch) Start(string entries)
    {
        Write(entries);
        var services = new ServiceCollection().AddSingleton<ILogger<ModelGatewayClient>>(_log).AddModelGateway(MainFile, Yaml.NoKeys).BuildServiceProvider();
        _started.Add(services);
        return (services.GetRequiredService<ModelGatewayClient>(), services.GetRequiredService<ConfigurationWatch>());
    }
}
