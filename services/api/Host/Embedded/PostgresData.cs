using System.Diagnostics;

namespace Agentes.Host.Embedded;

/// <summary>The folder of the embedded PostgreSQL: whose it is, how it comes to be, and what its server says when it cannot go on.</summary>
internal static class PostgresData
{
    /// <summary>One process for one folder: the claim goes with the process that has it, however that ends.</summary>
    public static FileStream Claim(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (!StartupFailure.IsDiskFull(taken))
        {
            throw new StartupFailure(
                StartupFailure.FolderNotWritable,
                $"The data folder {folder} is in use by another start. Stop that one, or choose another folder: ./start.sh --data /path/to/folder",
                taken);
        }
    }

    /// <summary>Makes the cluster on the first start, beside and moved: what a kill or a full disk leaves half made is no database.</summary>
    public static async Task EnsureAsync(PostgresBinaries binaries, string data, string user, string password, CancellationToken ct)
    {
        if (File.Exists(Path.Combine(data, "PG_VERSION")))
        {
            return;
        }

        var fresh = data + ".new";
        var passwordFile = data + ".password";
        if (Directory.Exists(fresh))
        {
            Directory.Delete(fresh, recursive: true);
        }

        CreatePrivate(fresh);
        var prefix = await UnprivilegedUser.PrefixAsync(fresh, ct);
        await File.WriteAllTextAsync(passwordFile, password, ct);
        try
        {
            string[] command =
            [
                .. prefix, binaries.Initdb, "-D", fresh, "-U", user, "--auth=scram-sha-256", $"--pwfile={passwordFile}",
                "--encoding=UTF8", "--locale=C.UTF-8",
            ];
            using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var error = await process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            if (process.ExitCode != 0)
            {
                throw Explain($"{await output} {error}".ReplaceLineEndings(" "));
            }

            Directory.Move(fresh, data);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private static void CreatePrivate(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>
    /// After a kill the old server may still be shutting down; two on one folder would refuse each other. Nobody else claims the folder,
    /// so a server that goes on has lost its supervisor, and is told to stop.
    /// </summary>
    public static async Task WaitForPredecessorAsync(string data, CancellationToken ct)
    {
        const int patience = 100;
        var pidFile = Path.Combine(data, "postmaster.pid");
        for (var attempt = 0; attempt < 2 * patience && File.Exists(pidFile) && IsAlive(pidFile); attempt++)
        {
            if (attempt == patience)
            {
                using var stop = Process.Start("kill", ["-INT", File.ReadLines(pidFile).First()]);
                await stop.WaitForExitAsync(ct);
            }

            await Task.Delay(100, ct);
        }
    }

    private static bool IsAlive(string pidFile)
    {
        try
        {
            // The number alone may belong to any program by now.
            return int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), out var id)
                && File.ReadAllText($"/proc/{id}/comm").StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static StartupFailure Explain(string output, Exception? cause = null) =>
        output.Contains("No space left", StringComparison.Ordinal)
            ? new StartupFailure(StartupFailure.DiskFull, "The disk is full: PostgreSQL cannot write below the data folder.", cause)
            : new StartupFailure(StartupFailure.NoDatabase, $"The embedded PostgreSQL did not start: {output.Trim()}", cause);
}
