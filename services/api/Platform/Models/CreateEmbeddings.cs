using Agentes.ModelGateway;
using Agentes.ModelGateway.Faces;
using Agentes.ModelGateway.Faces.OpenAI;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Models;

/// <summary><c>POST /v1/embeddings</c>.</summary>
internal static class CreateEmbeddings
{
    public static async Task Handle(HttpContext http, ModelGatewayClient gateway, TimeProvider clock)
    {
        var ct = http.RequestAborted;
        try
        {
            var request = EmbeddingsRequest.Read(await RequestBody.ReadAsync(http.Request, ct));
            await using var reply = await gateway.OpenAsync(request, ct);
            IReadOnlyList<ReadOnlyMemory<float>> vectors = [];
            while (await reply.ReadAsync())
            {
                vectors = reply.Current.Embeddings ?? vectors;
            }

            OpenAIResponse.Describe(http, reply, Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
            http.Response.ContentType = "application/json";
            request.Write(http.Response.BodyWriter, vectors, reply.Receipt!);
            await http.Response.BodyWriter.FlushAsync(ct);
        }
        catch (FaceException bad)
        {
            await OpenAIResponse.FailAsync(http, OpenAIFailure.Of(bad));
        }
        catch (ModelGatewayException failed)
        {
            await OpenAIResponse.FailAsync(http, OpenAIFailure.Of(failed));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The client went away; disposing of the reply has ended the call upstream.
        }
    }
}
