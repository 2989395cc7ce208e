using Agentes.ModelGateway.Configuration;
using Microsoft.AspNetCore.Connections;
using Npgsql;
using StackExchange.Redis;

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

    /// <summary>What its operator can mend about a failure of the start; null for a fault of ours, which keeps its stack.</summary>
    public static StartupFailure? Of(Exception failure) => failure switch
    {
        StartupFailure known => known,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } full => new(DiskFull, "The disk is full: the database cannot write.", full),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused =>
            new(NoDatabase, $"The database refuses what the setup of its tables needs: {refused.MessageText}.", refused),
        PostgresException { SqlState: ['2', '8', ..] or ['3', 'D', ..] or ['5', '3', ..] or ['5', '7', ..] } refused =>
            new(NoDatabase, $"The database named by DATABASE_URL refuses us: {refused.MessageText}.", refused),
        NpgsqlException and not PostgresException =>
            new(NoDatabase, $"The database cannot be reached: {failure.Message} Is DATABASE_URL right, and does the server run?", failure),
        RedisException away => new(BadConfiguration, $"The Redis named by REDIS_URL cannot be used: {away.Message.ReplaceLineEndings(" ")}", away),
        ModelGatewayConfigurationException wrong => new(BadConfiguration, wrong.Message.ReplaceLineEndings(" "), wrong),
        IOException { InnerException: AddressInUseException } taken => new(PortTaken, $"The port was taken meanwhile: {taken.Message}", taken),
        IOException full when IsDiskFull(full) => new(DiskFull, $"The disk is full: {full.Message}", full),
        AggregateException { InnerException: { } inner } => Of(inner),
        _ => null,
    };

    /// <summary>ENOSPC, which every Unix numbers alike and .NET hands on in the HResult.</summary>
    public static bool IsDiskFull(Exception failure)
    {
        const int noSpace = 28;
        return (failure.HResult & 0xFFFF) == noSpace || failure.Message.Contains("No space", StringComparison.OrdinalIgnoreCase);
    }
}
