using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Anthropic;

public sealed class AnthropicMediaTests
{
    private static readonly byte[] Bytes = [1, 2, 3];

    [Fact]
    public void Pictures_and_documents_are_sent_as_data_or_as_addresses()
    {
        var body = Claude.Body(Claude.Sonnet, null, new ChatMessage(ChatRole.User,
        [
            new DataContent(Bytes, "image/png"),
            new UriContent("https://loja.example/foto.jpg", "image/jpeg"),
            new DataContent(Bytes, "application/pdf") { Name = "nota.pdf" },
            new UriContent("https://loja.example/nota.pdf", "application/pdf"),
            new DataContent("Olá"u8.ToArray(), "text/csv"),
            new TextContent("O que é isto?"),
        ]));

        body.GetProperty("messages")[0].GetProperty("content").EnumerateArray().Select(block => block.ToString()).ShouldBe(
        [
            """{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}}""",
            """{"type":"image","source":{"type":"url","url":"https://loja.example/foto.jpg"}}""",
            """{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AQID"},"title":"nota.pdf"}""",
            """{"type":"document","source":{"type":"url","url":"https://loja.example/nota.pdf"}}""",
            """{"type":"document","source":{"type":"text","media_type":"text/plain","data":"Olá"}}""",
            """{"type":"text","text":"O que é isto?"}""",
        ]);
    }

    [Fact]
    public void A_tool_may_answer_with_a_picture()
    {
        AIContent[] photo = [new TextContent("Aqui"), new DataContent(Bytes, "image/png")];
        var body = Claude.Body(
            Claude.Sonnet,
            null,
            new(ChatRole.User, "Mostre."),
            new(ChatRole.Assistant, [AnthropicToolTests.Call("c1", "photo", "A")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", photo)]));

        body.GetProperty("messages")[2].GetProperty("content")[0].GetProperty("content").EnumerateArray()
            .Select(block => block.GetProperty("type").GetString()).ShouldBe(["text", "image"]);
    }

    [Fact]
    public void Pictures_of_the_assistant_are_left_out_and_his_words_stay()
    {
        var body = Claude.Body(
            Claude.Deployment(version: "2026-10-21"),
            null,
            new(ChatRole.User, "Mostre."),
            new(ChatRole.Assistant, [new DataContent(Bytes, "application/pdf"), new TextContent("Aqui está.")]),
            new(ChatRole.User, "Obrigado"));

        body.GetProperty("messages").EnumerateArray().Select(AnthropicToolTests.Shape)
            .ShouldBe(["user text", "assistant text", "user text"]);
    }

    [Fact]
    public void A_kind_that_is_not_taken_is_refused_by_name() =>
        Should.Throw<ProviderException>(() => Claude.Body(
                Claude.Sonnet, null, new ChatMessage(ChatRole.User, [new DataContent(Bytes, "audio/ogg")])))
            .Failure.ShouldSatisfyAllConditions(
                failure => failure.Class.ShouldBe(FailureClass.InvalidRequest),
                failure => failure.Reason.ShouldContain("audio/ogg"));
}
