namespace Agentes.ModelGateway.Deployments;

/// <summary>Monotonic points in time.</summary>
internal static class Timestamps
{
    public static long TimestampAfter(this TimeProvider time, TimeSpan duration) =>
        time.GetTimestamp() + (long)(duration.TotalSeconds * time.TimestampFrequency);
}
