using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Agentes.ModelGateway.Caching;

/// <summary>One vector, with its part of what the call cost that it came from.</summary>
/// <param name="KeptAt">When.</param>
/// <param name="Vector">The vector.</param>
/// <param name="Deployment">Who made it: id, provider and model.</param>
/// <param name="Receipt">Its part of the tokens and of the cost.</param>
internal sealed record KeptVector(DateTimeOffset KeptAt, ReadOnlyMemory<float> Vector, ModelDeployment Deployment, GatewayReceipt Receipt)
{
    /// <summary>One of several vectors of a call: providers count them together, so each bears the same part.</summary>
    public static KeptVector Share(ReadOnlyMemory<float> vector, GatewayReceipt receipt, int count, ModelDeployment deployment, DateTimeOffset now) =>
        new(now, vector, deployment, receipt with { InputTokens = receipt.InputTokens / count, CostUsd = receipt.CostUsd / count });

    public static ReadOnlyMemory<byte> Write(KeptVector kept)
    {
        var buffer = new ArrayBufferWriter<byte>((kept.Vector.Length * 6) + 512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("at"u8, kept.KeptAt);
            json.WriteString("as"u8, kept.Deployment.Model);
            json.WriteBase64String("vector"u8, MemoryMarshal.AsBytes(kept.Vector.Span));
            KeptReceipt.Write(json, kept.Receipt);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Null for bytes that are something else.</summary>
    public static KeptVector? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            var receipt = KeptReceipt.Read(root.GetProperty("receipt"));
            return new KeptVector(
                root.GetProperty("at").GetDateTimeOffset(),
                MemoryMarshal.Cast<byte, float>(root.GetProperty("vector").GetBytesFromBase64()).ToArray(),
                new ModelDeployment { Id = receipt.DeploymentId, Provider = receipt.Provider, Model = root.GetProperty("as").GetString()! },
                receipt);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
