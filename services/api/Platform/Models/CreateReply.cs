using System.IO.Pipelines;
using Agentes.ModelGateway;
using Agentes.ModelGateway.Faces;
using Agentes.Platform.Identity;
using Agentes.Platform.Models.Ledger;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Models;

/// <summary>
/// Asks a model, whatever API the caller speaks. Until the first piece of the reply another model may take over; after it, a failure is said.
/// </summary>
internal static class CreateReply
{
    /// <summary>However fast the pieces come, so much of a stream goes out at once.</summary>
    private const int FlushAt = 16 * 1024;

    /// <param name="http">Request and answer.</param>
    /// <param name="read">Reads the body in the words of the caller's API; headers may change what it means.</param>
    public static async Task HandleAsync(HttpContext http, Func<ReadOnlyMemory<byte>, IHeaderDictionary, FaceRequest> read)
    {
        var gateway = http.RequestServices.GetRequiredService<ModelGatewayClient>();
        var errors = http.GetEndpoint()!.Metadata.GetRequiredMetadata<IModelErrorFormat>();
        string? callId = null;
        try
        {
            var request = read(await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.Request.Headers);
            request.Steer(http.Request.Headers, static (headers, name) => headers.TryGetValue(name, out var value) ? value.ToString() : null);
            callId = request.CallId;
            await using var reply = await gateway.OpenAsync(request, ScopeOf(http), http.RequestAborted);
            await AnswerAsync(http, request, reply);
        }
        catch (FaceException bad)
        {
            await errors.FailAsync(http, bad);
        }
        catch (ModelGatewayException failed) when (!http.Response.HasStarted)
        {
            ReplyHeaders.Describe(http, failed, callId ?? failed.CallId.ToString("N"));
            await errors.FailAsync(http, failed);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away; disposing of the reply has ended the call upstream.
        }
    }

    private static void DescribeSpend(HttpContext http)
    {
        var services = http.RequestServices;
        if (services.GetRequiredService<Caller>().ApiKeyId is { } key && services.GetRequiredService<KeySpend>().Find(key) is { } usd)
        {
            ReplyHeaders.DescribeSpend(http, usd);
        }
    }

    private static CallScope ScopeOf(HttpContext http)
    {
        var caller = http.RequestServices.GetRequiredService<Caller>();
        return new CallScope(http.RequestServices.GetRequiredService<CurrentOrganization>().Id)
        {
            KeyId = caller.ApiKeyId,
            Team = caller.Team,
            Models = caller.Models,
        };
    }

    /// <summary>
    /// Moves to the next piece. What was written goes out first when that piece has yet to come: pieces that arrived together leave together.
    /// </summary>
    /// <param name="output">Null when the answer goes out in one piece.</param>
    private static async ValueTask<bool> NextAsync(GatewayReply reply, PipeWriter? output, CancellationToken ct)
    {
        var next = reply.ReadAsync();
        if (output is not null && (!next.IsCompleted || output.UnflushedBytes >= FlushAt))
        {
            try
            {
                await output.FlushAsync(ct);
            }
            catch
            {
                // The client went away, and with it the call upstream; only when that has ended can the reply be disposed of.
                Task ending = next.AsTask();
                await ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
        }

        return await next;
    }

    private static async Task AnswerAsync(HttpContext http, FaceRequest request, GatewayReply reply)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var identity = new ReplyIdentity(request.CallId ?? reply.CallId.ToString("N"), now.ToUnixTimeSeconds(), reply.Deployment.Model);
        var output = http.Response.BodyWriter;
        var writer = request.CreateWriter(output, identity);
        if (request.Stream)
        {
            ReplyHeaders.Describe(http, reply, identity.CallId);
            DescribeSpend(http);
            ReplyHeaders.PrepareStream(http);
        }

        writer.Begin();
        try
        {
            while (await NextAsync(reply, request.Stream ? output : null, http.RequestAborted))
            {
                writer.Write(reply.Current);
            }

            if (!request.Stream)
            {
                // Only now is it known what it cost.
                ReplyHeaders.Describe(http, reply, identity.CallId);
                DescribeSpend(http);
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
