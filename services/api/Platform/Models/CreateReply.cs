using Agentes.ModelGateway;
using Agentes.ModelGateway.Faces;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Models;

/// <summary>
/// Asks a model, whatever API the caller speaks. Until the first piece of the reply another model may take over; after it, a failure is said.
/// </summary>
internal static class CreateReply
{
    /// <param name="http">Request and answer.</param>
    /// <param name="read">Reads the body in the words of the caller's API; headers may change what it means.</param>
    public static async Task HandleAsync(HttpContext http, Func<ReadOnlyMemory<byte>, IHeaderDictionary, FaceRequest> read)
    {
        var gateway = http.RequestServices.GetRequiredService<ModelGatewayClient>();
        var errors = http.GetEndpoint()!.Metadata.GetRequiredMetadata<IModelErrorFormat>();
        try
        {
            var request = read(await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.Request.Headers);
            request.Steer(http.Request.Headers, static (headers, name) => headers.TryGetValue(name, out var value) ? value.ToString() : null);
            await using var reply = await gateway.OpenAsync(request, ScopeOf(http), http.RequestAborted);
            await AnswerAsync(http, request, reply);
        }
        catch (FaceException bad)
        {
            await errors.FailAsync(http, bad);
        }
        catch (ModelGatewayException failed) when (!http.Response.HasStarted)
        {
            ReplyHeaders.Describe(http, failed);
            await errors.FailAsync(http, failed);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away; disposing of the reply has ended the call upstream.
        }
    }

    private static CallScope ScopeOf(HttpContext http) =>
        new(http.RequestServices.GetRequiredService<CurrentOrganization>().Id)
        {
            KeyId = http.RequestServices.GetRequiredService<Caller>().ApiKeyId,
        };

    private static async Task AnswerAsync(HttpContext http, FaceRequest request, GatewayReply reply)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var identity = new ReplyIdentity(request.CallId ?? reply.CallId.ToString("N"), now.ToUnixTimeSeconds(), reply.Deployment.Model);
        var output = http.Response.BodyWriter;
        var writer = request.CreateWriter(output, identity);
        if (request.Stream)
        {
            ReplyHeaders.Describe(http, reply, identity.CallId);
            ReplyHeaders.PrepareStream(http);
        }

        writer.Begin();
        try
        {
            while (await reply.ReadAsync())
            {
                writer.Write(reply.Current);
                if (request.Stream)
                {
                    await output.FlushAsync(http.RequestAborted);
                }
            }

            if (!request.Stream)
            {
                // Only now is it known what it cost.
                ReplyHeaders.Describe(http, reply, identity.CallId);
                http.Response.ContentType = "application/json";
            }

            writer.End(reply.Receipt!);
        }
        catch (ModelGatewayException broken)
        {
            writer.Fail(broken);
        }

        await output.FlushAsync(http.RequestAborted);
    }
}
