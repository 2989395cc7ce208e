using System.Buffers;

namespace Agentes.ModelGateway.Faces;

/// <summary>Writes the data of a server-sent event.</summary>
internal static class EventLines
{
    /// <summary>The data may span lines, each of which needs its own prefix; a blank line ends the event.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        foreach (var line in data.Split((byte)'\n'))
        {
            output.Write("data: "u8);
            output.Write(data[line]);
            output.Write("\n"u8);
        }

        output.Write("\n"u8);
    }
}
