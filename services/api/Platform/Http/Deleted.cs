namespace Agentes.Platform.Http;

/// <summary>The answer to a DELETE: until when POST …/restore undoes it.</summary>
public sealed record Deleted(Guid Id, DateTimeOffset RestorableUntil);
