using System.Buffers;
using Agentes.ModelGateway.Faces.Controls;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Faces;

/// <summary>A request in somebody's API, read and checked. It knows how its answer is written.</summary>
public abstract class FaceRequest
{
    private protected FaceRequest(ModelCall call) => Call = call;

    /// <summary>The reply is wanted piece by piece, as server-sent events.</summary>
    public bool Stream => !Call.Buffered;

    /// <summary>The caller's own id of the call; null when he gave none.</summary>
    public string? CallId => Call.Controls?.CallId;

    internal ModelCall Call { get; private set; }

    /// <summary>
    /// Takes what the headers of the request ask of the gateway: <c>x-litellm-timeout</c>, <c>-stream-timeout</c>, <c>-num-retries</c>,
    /// <c>-tags</c>, <c>-call-id</c> and <c>-session-id</c>. They win over the body.
    /// </summary>
    /// <param name="headers">Where they are.</param>
    /// <param name="header">Finds one there by its name; null when it is missing.</param>
    /// <exception cref="FaceException">One of them cannot be understood.</exception>
    public void Steer<T>(T headers, Func<T, string, string?> header)
    {
        var controls = ControlHeaders.Apply(Call.Controls, headers, header);
        if (!ReferenceEquals(controls, Call.Controls))
        {
            Call = Call with { Controls = controls };
        }
    }

    /// <summary>What writes the answer in this API's words.</summary>
    /// <param name="output">The response body; whoever calls the writer flushes.</param>
    /// <param name="reply">Names of the reply.</param>
    public abstract IReplyWriter CreateWriter(IBufferWriter<byte> output, ReplyIdentity reply);
}

/// <summary>
/// Writes one reply: its beginning, its pieces, its end. A writer of a whole reply collects the pieces and writes at the end; nothing of it
/// is out before.
/// </summary>
public interface IReplyWriter
{
    /// <summary>Before the first piece.</summary>
    void Begin();

    /// <summary>One piece; pieces that this API cannot show leave no trace.</summary>
    void Write(in ModelDelta delta);

    /// <summary>After the last piece.</summary>
    void End(GatewayReceipt receipt);

    /// <summary>Instead of the end, when a stream broke off: an error that no client can take for an end.</summary>
    void Fail(ModelGatewayException failure);
}

/// <summary>What names a reply on the wire.</summary>
/// <param name="CallId">Unique; each API puts its own prefix before it.</param>
/// <param name="Created">Unix seconds.</param>
/// <param name="Model">Model that answers.</param>
public readonly record struct ReplyIdentity(string CallId, long Created, string Model);
