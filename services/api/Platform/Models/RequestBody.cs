using System.Buffers;
using Agentes.ModelGateway.Faces;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Models;

/// <summary>Reads a whole body, which the attempts may need several times.</summary>
internal static class RequestBody
{
    /// <exception cref="FaceException">There is no body.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(ct);
            if (!read.IsCompleted)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var body = read.Buffer.ToArray();
            request.BodyReader.AdvanceTo(read.Buffer.End);
            return body.Length > 0 ? body : throw new FaceException("missing_body", null, "The request needs a JSON body.");
        }
    }
}
