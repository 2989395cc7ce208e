using System.Buffers;
using System.Text;
using Agentes.ModelGateway.Faces;

namespace Agentes.ModelGateway.Tests.Faces;

/// <summary>Answers a request of somebody's API as the HTTP route does, into a text.</summary>
internal static class Face
{
    public static async Task<FaceAnswer> AnswerAsync(
        this TestGateway gateway, FaceRequest request, CallScope? scope = null, CancellationToken ct = default)
    {
        await using var reply = await gateway.Client.OpenAsync(request, scope ?? TestGateway.Scope, ct);
        return await WriteAsync(request, reply);
    }

    public static async Task<FaceAnswer> WriteAsync(FaceRequest request, GatewayReply reply)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = request.CreateWriter(output, new ReplyIdentity("1", 1, reply.Deployment.Model));
        writer.Begin();
        try
        {
            while (await reply.ReadAsync())
            {
                writer.Write(reply.Current);
            }

            writer.End(reply.Receipt!);
        }
        catch (ModelGatewayException broken)
        {
            writer.Fail(broken);
        }

        return new FaceAnswer(Encoding.UTF8.GetString(output.WrittenSpan), reply.Receipt, reply.Cache);
    }

    public static ReadOnlyMemory<byte> Bytes(string json) => Encoding.UTF8.GetBytes(json);
}

/// <summary>What the client got.</summary>
internal sealed record FaceAnswer(string Body, GatewayReceipt? Receipt, CacheUse? Cache);
