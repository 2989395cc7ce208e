using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics;
using System.Text.Json;
using Agentes.Platform.Tests.Fixture;
using Anthropic;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace Agentes.Platform.Tests.Models;

/// <summary>The unmodified .NET clients of OpenAI and Anthropic, which change only the address.</summary>
public sealed class DotNetClientTests(PlatformFixture platform)
{
    private const string Model = "tier3-sonnet";

    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task OpenAIs_client_chats_whole_and_in_a_stream()
    {
        var chat = OpenAI((await platform.NewOrganizationAsync()).Key).GetChatClient(Model);

        var whole = await chat.CompleteChatAsync([new UserChatMessage("#say Olá, tudo bem?")]);
        var text = "";
        ChatTokenUsage? usage = null;
        await foreach (var update in chat.CompleteChatStreamingAsync([new UserChatMessage("#say um dois quatro")]))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            usage = update.Usage ?? usage;
        }

        (whole.Value.Content[0].Text, whole.Value.Usage.InputTokenCount).ShouldBe(("Olá, tudo bem?", 120));
        (text, usage!.TotalTokenCount).ShouldBe(("um dois quatro", 150));
    }

    [Fact]
    public async Task OpenAIs_client_calls_tools()
    {
        var chat = OpenAI((await platform.NewOrganizationAsync()).Key).GetChatClient(Model);
        var schema = BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}""");
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("weather", "Weather of a city", schema) } };

        var asked = await chat.CompleteChatAsync([new UserChatMessage("""#call weather {"city":"Recife"}""")], options);
        var call = asked.Value.ToolCalls.ShouldHaveSingleItem();
        var answered = await chat.CompleteChatAsync(
            [new UserChatMessage("Tempo?"), new AssistantChatMessage(asked.Value), new ToolChatMessage(call.Id, "#say Sol")], options);

        (call.FunctionName, JsonDocument.Parse(call.FunctionArguments).RootElement.GetProperty("city").GetString()).ShouldBe(("weather", "Recife"));
        answered.Value.Content[0].Text.ShouldBe("Sol");
    }

    [Fact]
    public async Task OpenAIs_client_embeds()
    {
        var embeddings = OpenAI((await platform.NewOrganizationAsync()).Key).GetEmbeddingClient("embed");

        var vectors = await embeddings.GenerateEmbeddingsAsync(["um", "dois"]);

        vectors.Value.Select(vector => vector.ToFloats().ToArray()).ShouldBe([[1f, -2f], [1f, -2f]]);
    }

    [Fact]
    public async Task OpenAIs_client_reads_our_errors()
    {
        var shop = await platform.NewOrganizationAsync();

        (await FailAsync("ak_wrong", Model)).ShouldBe(401);
        (await FailAsync(shop.Key, "nope")).ShouldBe(404);
        (await FailAsync(shop.Key, Model, "#fail 400")).ShouldBe(400);

        async Task<int> FailAsync(string key, string model, string text = "Oi") =>
            (await Should.ThrowAsync<ClientResultException>(() => OpenAI(key).GetChatClient(model).CompleteChatAsync([new UserChatMessage(text)]))).Status;
    }

    [Fact]
    public async Task Anthropics_client_chats_whole_and_in_a_stream_and_calls_tools()
    {
        using var chat = Anthropic((await platform.NewOrganizationAsync()).Key).AsIChatClient(Model, 100);
        var tool = AIFunctionFactory.Create((string city) => $"#say Sol em {city}", "weather");

        var whole = await chat.GetResponseAsync("#say Olá!");
        var updates = await chat.GetStreamingResponseAsync("#say um dois quatro").ToListAsync();
        var asked = await chat.GetResponseAsync("""#call weather {"city":"Recife"}""", new ChatOptions { Tools = [tool] });
        var call = asked.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
        var answered = await chat.GetResponseAsync(
            [new(ChatRole.User, "Tempo?"), .. asked.Messages, new(ChatRole.Tool, [new FunctionResultContent(call.CallId, "#say Sol")])],
            new ChatOptions { Tools = [tool] });

        (whole.Text, whole.Usage!.OutputTokenCount).ShouldBe(("Olá!", 30));
        string.Concat(updates.Select(update => update.Text)).ShouldBe("um dois quatro");
        (call.Name, call.Arguments!["city"]!.ToString(), answered.Text).ShouldBe(("weather", "Recife", "Sol"));
    }

    [Fact]
    public async Task Anthropics_client_reads_our_errors()
    {
        var shop = await platform.NewOrganizationAsync();

        await Should.ThrowAsync<AnthropicUnauthorizedException>(() => Anthropic("ak_wrong").AsIChatClient(Model, 9).GetResponseAsync("Oi"));
        await Should.ThrowAsync<AnthropicNotFoundException>(() => Anthropic(shop.Key).AsIChatClient("nope", 9).GetResponseAsync("Oi"));
        await Should.ThrowAsync<AnthropicBadRequestException>(() => Anthropic(shop.Key).AsIChatClient(Model, 9).GetResponseAsync("#fail 400"));
    }

    [Theory]
    [InlineData("openai", false)]
    [InlineData("openai", true)]
    [InlineData("anthropic", false)]
    [InlineData("anthropic", true)]
    public async Task When_a_client_cancels_the_call_of_the_model_ends(string client, bool stream)
    {
        var shop = await platform.NewOrganizationAsync();
        var name = Guid.CreateVersion7().ToString("N");
        using var chat = client == "openai" ? OpenAI(shop.Key).GetChatClient(Model).AsIChatClient() : Anthropic(shop.Key).AsIChatClient(Model, 100);
        using var cancel = new CancellationTokenSource();

        Task call = stream
            ? chat.GetStreamingResponseAsync($"#hang {name}", cancellationToken: cancel.Token).ToListAsync(cancel.Token).AsTask()
            : chat.GetResponseAsync($"#hang {name}", cancellationToken: cancel.Token);
        await platform.Model.Hanging(name).Begun.Task.WaitAsync(Enough);
        var cancelled = Stopwatch.GetTimestamp();
        await cancel.CancelAsync();
        var left = await platform.Model.Hanging(name).Left.Task.WaitAsync(Enough);

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{client}, {(stream ? "streamed" : "whole")}: {Stopwatch.GetElapsedTime(cancelled, left).TotalMilliseconds:0.0} ms");
    }

    private OpenAIClient OpenAI(string key) => new(new ApiKeyCredential(key), new OpenAIClientOptions
    {
        Endpoint = new Uri($"{platform.Address}/v1"),
        RetryPolicy = new ClientRetryPolicy(0),
    });

    private AnthropicClient Anthropic(string key) => new() { ApiKey = key, BaseUrl = platform.Address, MaxRetries = 0 };
}
