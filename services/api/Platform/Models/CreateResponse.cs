using Agentes.ModelGateway;
using Agentes.ModelGateway.Faces;
using Agentes.ModelGateway.Faces.OpenAI;
using Agentes.ModelGateway.Faces.Responses;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Models;

/// <summary><c>POST /v1/responses</c>, without state: any configured model, for clients of OpenAI's newer API.</summary>
internal static class CreateResponse
{
    public static async Task Handle(HttpContext http, ModelGatewayClient gateway, TimeProvider clock)
    {
        var ct = http.RequestAborted;
        try
        {
            var request = ResponsesRequest.Read(await RequestBody.ReadAsync(http.Request, ct));
            await using var reply = await gateway.OpenAsync(request, ct);
            var callId = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
            var identity = new ReplyIdentity($"resp_{callId}", clock.GetUtcNow().ToUnixTimeSeconds(), reply.Deployment.Model);
            await (request.Stream ? StreamAsync(http, reply, identity, callId) : AnswerAsync(http, reply, identity, callId));
        }
        catch (FaceException bad)
        {
            await OpenAIResponse.FailAsync(http, OpenAIFailure.Of(bad));
        }
        catch (ModelGatewayException failed) when (!http.Response.HasStarted)
        {
            await OpenAIResponse.FailAsync(http, OpenAIFailure.Of(failed));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The client went away; disposing of the reply has ended the call upstream.
        }
    }

    private static async Task AnswerAsync(HttpContext http, GatewayReply reply, ReplyIdentity identity, string callId)
    {
        var response = new ResponseReply(identity);
        while (await reply.ReadAsync())
        {
            response.Add(reply.Current);
        }

        OpenAIResponse.Describe(http, reply, callId);
        http.Response.ContentType = "application/json";
        response.Write(http.Response.BodyWriter, reply.Receipt!);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static async Task StreamAsync(HttpContext http, GatewayReply reply, ReplyIdentity identity, string callId)
    {
        OpenAIResponse.Describe(http, reply, callId);
        OpenAIResponse.PrepareStream(http);
        var output = http.Response.BodyWriter;
        var writer = new ResponseStreamWriter(output, identity);
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
            writer.Fail(OpenAIFailure.Of(broken));
        }

        await output.FlushAsync(http.RequestAborted);
    }
}
