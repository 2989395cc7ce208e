namespace Agentes.Platform.Conversations.Engine;

/// <summary>A turn could not be answered, for a reason with a stable code.</summary>
public sealed class ReplyFailedException(string code, bool retryable, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;

    /// <summary>Whether trying again later can help.</summary>
    public bool Retryable { get; } = retryable;
}
