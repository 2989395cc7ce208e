using Agentes.ModelGateway.Faces;
using Agentes.ModelGateway.Faces.Anthropic;
using Agentes.ModelGateway.Faces.OpenAI;
using Agentes.ModelGateway.Faces.Responses;

namespace Agentes.ModelGateway.Tests.Faces;

public sealed class RequestLimitTests
{
    public static TheoryData<string> Routes => ["chat", "messages", "responses"];

    [Theory]
    [MemberData(nameof(Routes))]
    public void A_body_that_is_nested_too_deeply_is_told_from_one_that_is_no_JSON(string face)
    {
        var fits = Nested(61);
        var deep = Nested(62);

        Should.NotThrow(() => Read(face, Body(face, extra: $"\"x\":{fits}")));
        Should.Throw<FaceException>(() => Read(face, Body(face, extra: $"\"x\":{Nested(64)}"))).Code.ShouldBe("json_too_deep");
        Should.Throw<FaceException>(() => Read(face, Body(face, extra: $"\"x\":{Nested(500_000)}"))).Code.ShouldBe("json_too_deep");
        Should.Throw<FaceException>(() => Read(face, Body(face, extra: $"\"x\":{deep}]"))).Code.ShouldBe("invalid_json");
        Should.Throw<FaceException>(() => Read(face, "{\"a\":[[[")).Code.ShouldBe("invalid_json");
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public void Too_many_messages_are_refused(string face)
    {
        Should.NotThrow(() => Read(face, Body(face, messages: 10_000)));
        var bad = Should.Throw<FaceException>(() => Read(face, Body(face, messages: 10_001)));

        bad.Param.ShouldBe(face == "responses" ? "input" : "messages");
        bad.Message.ShouldContain("10000");
        Should.Throw<FaceException>(() => Read(face, Body(face, messages: 0)));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public void Too_many_tools_are_refused(string face)
    {
        Should.NotThrow(() => Read(face, Body(face, tools: 1_024)));
        Should.Throw<FaceException>(() => Read(face, Body(face, tools: 1_025))).Param.ShouldBe("tools");
    }

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private static string Body(string face, int messages = 1, int tools = 0, string extra = "\"x\":1")
    {
        var said = string.Join(',', Enumerable.Repeat("""{"role":"user","content":"Oi"}""", messages));
        var tool = face switch
        {
            "chat" => """{"type":"function","function":{"name":"f"}}""",
            "messages" => """{"name":"f","input_schema":{"type":"object"}}""",
            _ => """{"type":"function","name":"f"}""",
        };
        var name = face == "responses" ? "input" : "messages";
        return $$"""{"model":"a","max_tokens":9,"{{name}}":[{{said}}],"tools":[{{string.Join(',', Enumerable.Repeat(tool, tools))}}],{{extra}}}""";
    }

    private static FaceRequest Read(string face, string body) => face switch
    {
        "chat" => ChatRequest.Read(Face.Bytes(body)),
        "messages" => MessagesRequest.Read(Face.Bytes(body)),
        _ => ResponsesRequest.Read(Face.Bytes(body)),
    };
}
