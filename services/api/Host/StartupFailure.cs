namespace Agentes.Host;

/// <summary>A reason not to start that its operator can mend: one clear line, and an exit code of its own.</summary>
public sealed class StartupFailure(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public const int PortTaken = 10;
    public const int FolderNotWritable = 11;
    public const int NoDatabase = 12;
    public const int DiskFull = 13;
    public const int BadConfiguration = 14;

    public int ExitCode { get; } = exitCode;
}
