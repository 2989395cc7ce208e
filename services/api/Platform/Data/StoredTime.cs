namespace Agentes.Platform.Data;

/// <summary>
/// The system's time as PostgreSQL keeps it, in microseconds: what was just written and what is read later must be the same instant,
/// or the first answer differs from the second and a cursor skips its own row.
/// </summary>
internal sealed class StoredTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Of(base.GetUtcNow());

    /// <summary>In UTC, without the digit that the database drops.</summary>
    public static DateTimeOffset Of(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
