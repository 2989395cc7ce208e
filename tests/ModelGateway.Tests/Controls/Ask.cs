using System.Text;
using System.Text.Json;
using Agentes.ModelGateway.Faces;
using Agentes.ModelGateway.Faces.OpenAI;

namespace Agentes.ModelGateway.Tests.Controls;

/// <summary>Requests as callers of the HTTP face write them, over fake providers.</summary>
internal static class Ask
{
    public static string Chat(string members, string model = "a", string content = "Oi") =>
        $$"""{"model":"{{model}}"{{(members.Length > 0 ? "," : "")}}{{members}},"messages":[{"role":"user","content":"{{content}}"}]}""";

    public static ChatRequest Read(string json) => ChatRequest.Read(Encoding.UTF8.GetBytes(json));

    public static async Task<GatewayReceipt> AnswerAsync(this TestGateway gateway, FaceRequest request)
    {
        await using var reply = await gateway.Client.OpenAsync(request, TestGateway.Scope, CancellationToken.None);
        while (await reply.ReadAsync())
        {
        }

        return reply.Receipt.ShouldNotBeNull();
    }

    public static Task<GatewayReceipt> AnswerAsync(this TestGateway gateway, string json) => gateway.AnswerAsync(Read(json));

    public static Task<ModelGatewayException> RefuseAsync(this TestGateway gateway, string json) =>
        Should.ThrowAsync<ModelGatewayException>(gateway.AnswerAsync(json));

    /// <summary>A whole completion, as a provider gives it to somebody who does not stream.</summary>
    public static Func<FakeConnection, Task> Whole(string text = "Oi") => Answers.Status(
        200,
        """{"id":"c1","model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":"""
        + JsonSerializer.Serialize(text) + """},"finish_reason":"stop"}],"usage":{"prompt_tokens":100,"completion_tokens":20}}""");
}
