using Agentes.ModelGateway;
using Agentes.ModelGateway.Faces;
using Agentes.ModelGateway.Faces.Anthropic;
using Agentes.ModelGateway.Faces.OpenAI;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Models;

/// <summary><c>POST /v1/messages</c>: any configured model, for clients of Anthropic.</summary>
internal static class CreateMessage
{
    public static async Task Handle(HttpContext http, ModelGatewayClient gateway, TimeProvider clock)
    {
        var ct = http.RequestAborted;
        try
        {
            var request = MessagesRequest.Read(await RequestBody.ReadAsync(http.Request, ct));
            await using var reply = await gateway.OpenAsync(request, ct);
            var callId = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
            http.Response.Headers["request-id"] = $"req_{callId}";
            var identity = new ReplyIdentity($"msg_{callId}", clock.GetUtcNow().ToUnixTimeSeconds(), reply.Deployment.Model);
            await (request.Stream ? StreamAsync(http, reply, identity, callId) : AnswerAsync(http, reply, identity, callId));
        }
        catch (FaceException bad)
        {
            await AnthropicErrorFormat.FailAsync(http, AnthropicFailure.Of(bad));
        }
        catch (ModelGatewayException failed) when (!http.Response.HasStarted)
        {
            await AnthropicErrorFormat.FailAsync(http, AnthropicFailure.Of(failed));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The client went away; disposing of the reply has ended the call upstream.
        }
    }

    private static async Task AnswerAsync(HttpContext http, GatewayReply reply, ReplyIdentity identity, string callId)
    {
        var message = new MessageReply();
        while (await reply.ReadAsync())
        {
            message.Add(reply.Current);
        }

        OpenAIResponse.Describe(http, reply, callId);
        http.Response.ContentType = "application/json";
        message.Write(http.Response.BodyWriter, identity, reply.Receipt!);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static async Task StreamAsync(HttpContext http, GatewayReply reply, ReplyIdentity identity, string callId)
    {
        OpenAIResponse.Describe(http, reply, callId);
        OpenAIResponse.PrepareStream(http);
        var output = http.Response.BodyWriter;
        var writer = new MessageStreamWriter(output, identity);
        writer.Begin();
        try
        {
            while (await reply.ReadAsync())
            {
                writer.Write(reply.Current);
                await output.FlushAsync(http.RequestAborted);
            }

            writer.End(reply.Receipt!);
        }
        catch (ModelGatewayException broken)
        {
            writer.Fail(AnthropicFailure.Of(broken));
        }

        await output.FlushAsync(http.RequestAborted);
    }
}
