using System.Text;
using Agentes.ModelGateway.Faces.OpenAI;

namespace Agentes.ModelGateway.Tests.Gemini;

public sealed class GeminiEmbeddingTests
{
    [Fact]
    public async Task Texts_become_vectors_in_their_order()
    {
        await using var upstream = new FakeUpstream(Answers.Status(
            200, """{"embeddings":[{"values":[1,-2.5]},{"values":[0.5,4]}],"usageMetadata":{"promptTokenCount":7}}"""));
        await using var gateway = GeminiAnswers.Gateway(upstream, "gemini-embedding-001");

        await using var reply = await EmbedAsync(gateway, """{"model":"a","input":["Olá","Oi"],"dimensions":2}""");

        reply.Current.Embeddings.ShouldNotBeNull().Select(vector => vector.ToArray()).ShouldBe([[1f, -2.5f], [0.5f, 4f]]);
        (await reply.ReadAsync()).ShouldBeFalse();
        reply.Receipt.ShouldNotBeNull().InputTokens.ShouldBe(7);
        var request = upstream.Requests.Single();
        request.Head.ShouldStartWith("POST /v1/models/gemini-embedding-001:batchEmbedContents HTTP/1.1");
        request.Body.GetProperty("requests")[0].GetRawText().ShouldBe(
            """{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"Olá"}]},"outputDimensionality":2}""");
    }

    [Fact]
    public async Task More_texts_than_one_request_takes_are_sent_in_several()
    {
        await using var upstream = new FakeUpstream(Vectors(100), Vectors(1));
        await using var gateway = GeminiAnswers.Gateway(upstream);

        await using var reply = await EmbedAsync(gateway, $$"""{"model":"a","input":[{{Repeat("\"x\"", 101)}}]}""");

        reply.Current.Embeddings.ShouldNotBeNull().Count.ShouldBe(101);
        await reply.ReadAsync();
        reply.Receipt.ShouldNotBeNull().InputTokens.ShouldBe(101);
    }

    [Theory]
    [InlineData("""{"embeddings":[{"values":[1]}]}""", "[\"x\",\"y\"]", FailureClass.Malformed)]
    [InlineData("""{"embeddings":[{"values":["1"]}]}""", "\"x\"", FailureClass.Malformed)]
    [InlineData("""{"embeddings":[{}]}""", "\"x\"", FailureClass.Malformed)]
    [InlineData("{}", "[1,2]", FailureClass.InvalidRequest)]
    public async Task Vectors_that_do_not_fit_the_inputs_are_a_failure(string answer, string input, FailureClass failureClass)
    {
        await using var upstream = new FakeUpstream(Enumerable.Repeat(Answers.Status(200, answer), 3));
        await using var gateway = GeminiAnswers.Gateway(upstream);

        var failure = await Should.ThrowAsync<ModelGatewayException>(() => EmbedAsync(gateway, $$"""{"model":"a","input":{{input}}}"""));
        failure.Class.ShouldBe(failureClass);
    }

    private static Task<GatewayReply> EmbedAsync(TestGateway gateway, string body) =>
        OpenAsync(gateway, EmbeddingsRequest.Read(Encoding.UTF8.GetBytes(body)));

    private static async Task<GatewayReply> OpenAsync(TestGateway gateway, EmbeddingsRequest request)
    {
        var reply = await gateway.Client.OpenAsync(request, new CallScope(Guid.CreateVersion7()), default);
        (await reply.ReadAsync()).ShouldBeTrue();
        return reply;
    }

    private static Func<FakeConnection, Task> Vectors(int count) => Answers.Status(
        200, $"{{\"embeddings\":[{Repeat("{\"values\":[1]}", count)}],\"usageMetadata\":{{\"promptTokenCount\":{count}}}}}");

    private static string Repeat(string item, int count) => string.Join(',', Enumerable.Repeat(item, count));
}
