using Agentes.ModelGateway.Caching;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Caching;

public sealed class SemanticCacheTests
{
    private static readonly CacheWish Alike = new() { Semantic = true };
    private static readonly CachingOptions Semantic = new() { Semantic = new SemanticCachingOptions("embed") };

    [Fact]
    public async Task A_question_that_is_alike_gets_the_reply_when_its_call_asks_for_that()
    {
        await using var upstream = Shop.Upstream();
        await using var embedder = Embedder("1,0", "0.9,0.2", "0,1");
        await using var shop = new Shop(Semantic, upstream, embedder: embedder);

        (await shop.SayAsync("Qual é o prazo de entrega?", Alike)).Text.ShouldBe("Olá 1");
        var alike = await shop.SayAsync("Qual o prazo para entregar?", Alike);
        (await shop.SayAsync("Vocês vendem bicicletas?", Alike)).Text.ShouldBe("Olá 2", "it is something else");

        (alike.Text, alike.Receipt.Cached, alike.Receipt.CostUsd).ShouldBe(("Olá 1", true, 0m));
        (await shop.SayAsync("Qual seria o prazo de entrega?")).Text.ShouldBe("Olá 3", "this call did not ask for it");
        embedder.Calls.ShouldBe(3);
    }

    [Fact]
    public async Task At_a_similarity_of_one_nothing_of_one_tenant_is_given_to_another()
    {
        await using var upstream = Shop.Upstream();
        await using var embedder = Embedder("1,0", "1,0", "1,0", "1,0");
        await using var shop = new Shop(Semantic, upstream, embedder: embedder);
        await shop.SayAsync("Qual é o prazo?", Alike);

        (await shop.SayAsync("Qual é o prazo?", Alike, shop.Theirs)).Receipt.Cached.ShouldBeFalse();
        (await shop.SayAsync("E qual é o prazo?", Alike, shop.Theirs)).Text.ShouldBe("Olá 2", "their own");
        (await shop.SayAsync("Diga qual é o prazo?", Alike with { Namespace = "other" })).Receipt.Cached.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Quanto custam 2 unidades?", "Quanto custam 20 unidades?")]
    [InlineData("O A52 tem garantia?", "O A53 tem garantia?")]
    [InlineData("Isto funciona na chuva?", "Isto não funciona na chuva?")]
    [InlineData("Does it work in the rain?", "Doesn't it work in the rain?")]
    [InlineData("Qual é o preço hoje?", "Qual é o preço hoje mesmo?")]
    [InlineData("What is the latest model?", "What is the latest model, please?")]
    [InlineData("Meu CPF é 529.982.247-25, qual o prazo?", "Meu CPF é 529.982.247-25, e o prazo?")]
    [InlineData("Escrevam para ana@example.com com o prazo", "Escrevam a ana@example.com com o prazo")]
    public async Task Numbers_denials_the_clock_and_personal_data_are_never_alike(string question, string other)
    {
        await using var upstream = Shop.Upstream();
        await using var embedder = Embedder("1,0", "1,0");
        await using var shop = new Shop(Semantic, upstream, embedder: embedder);
        await shop.SayAsync(question, Alike);

        (await shop.SayAsync(other, Alike)).Receipt.Cached.ShouldBeFalse();
        (await shop.SayAsync(other, Alike)).Receipt.Cached.ShouldBeTrue("the control: equal ones are kept");
    }

    [Fact]
    public async Task Calls_with_tools_or_pictures_or_another_history_are_never_alike()
    {
        await using var upstream = Shop.Upstream();
        await using var embedder = Embedder("1,0", "1,0", "1,0", "1,0");
        await using var shop = new Shop(Semantic, upstream, embedder: embedder);
        await shop.SayAsync("Qual é o prazo?", Alike);

        var tools = new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "stock")] };
        (await shop.SayAsync("E qual é o prazo?", Alike, options: tools)).Receipt.Cached.ShouldBeFalse();
        (await shop.SayAsync("E qual é o prazo?", Alike, options: new ChatOptions { Temperature = 0.1f })).Receipt.Cached.ShouldBeFalse();
        var picture = await shop.Client.For(shop.Mine).GetResponseAsync(
            [
                new ChatMessage(ChatRole.System, "Fale pouco."),
                new ChatMessage(ChatRole.User, [new TextContent("Qual é o prazo?"), new DataContent(new byte[] { 1 }, "image/png")]),
            ],
            new ChatOptions { ModelId = "a" }.WithCache(Alike));
        GatewayReceipt.Of(picture)!.Cached.ShouldBeFalse();
        (await shop.SayAsync("E qual é o prazo?", Alike)).Receipt.Cached.ShouldBeTrue("the control");
    }

    [Fact]
    public async Task A_reply_that_holds_personal_data_stays_with_its_question()
    {
        await using var upstream = new FakeUpstream(Shop.Answer("Fale com ana@example.com"), Shop.Answer("Olá"));
        await using var embedder = Embedder("1,0", "1,0");
        await using var shop = new Shop(Semantic, upstream, embedder: embedder);
        await shop.SayAsync("Com quem falo?", Alike);

        (await shop.SayAsync("Falo com quem?", Alike)).Text.ShouldBe("Olá");
    }

    [Fact]
    public async Task Without_its_vector_a_question_is_asked_as_any_other()
    {
        await using var upstream = Shop.Upstream();
        await using var embedder = Embedder("0,0");
        await using var shop = new Shop(Semantic, upstream, embedder: embedder);

        (await shop.SayAsync("Qual é o prazo?", Alike)).Text.ShouldBe("Olá 1", "a vector without a direction");
        (await shop.SayAsync("E qual é o prazo?", Alike)).Text.ShouldBe("Olá 2", "the embedder fails");
    }

    [Fact]
    public void What_is_remembered_is_bounded_and_forgotten_with_its_reply()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var index = new SemanticIndex(time);
        var scope = CacheScope.Of(new CallScope(Guid.CreateVersion7()), null);
        var (shelf, first, second) = (new CacheKey(scope, "s"), new CacheKey(scope, "1"), new CacheKey(scope, "2"));

        index.Add(shelf, [1, 0], first, TimeSpan.FromSeconds(10), most: 1);
        index.Find(shelf, [1, 0], 0.9)!.Value.Key.ShouldBe(first);
        index.Add(shelf, [0, 1], second, TimeSpan.FromSeconds(10), most: 1);
        index.Find(shelf, [1, 0], 0.9).ShouldBeNull();
        index.Find(shelf, [0, 1], 0.9)!.Value.Key.ShouldBe(second);
        index.Find(shelf, [0, 1, 0], 0.9).ShouldBeNull("another model's vector");
        time.Advance(TimeSpan.FromSeconds(11));
        index.Find(shelf, [0, 1], 0.9).ShouldBeNull();
    }

    private static FakeUpstream Embedder(params string[] vectors) => new(vectors.Select(vector => Answers.Status(
        200,
        $$$"""
        {"data":[{"index":0,"embedding":[{{{vector}}}]}],"model":"e-1","usage":{"prompt_tokens":8,"total_tokens":8}}
        """)));
}
