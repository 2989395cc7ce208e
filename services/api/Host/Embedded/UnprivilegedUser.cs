using System.Diagnostics;

namespace Agentes.Host.Embedded;

/// <summary>PostgreSQL refuses to run as root: this finds a way to start it as somebody else.</summary>
/// <remarks>
/// A user namespace comes first: inside it root is an ordinary user, but files stay reachable wherever the project was cloned,
/// even below /root or a private temporary folder. Where the kernel forbids that, the process is dropped to nobody.
/// </remarks>
internal static class UnprivilegedUser
{
    private static readonly string[] Namespace = ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--"];
    private static readonly string[] Dropped = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"];

    /// <summary>The words to put before a command; none when this process is not root.</summary>
    public static async Task<string[]> PrefixAsync(string dataFolder, CancellationToken ct)
    {
        if (Environment.UserName != "root" || OperatingSystem.IsWindows())
        {
            return [];
        }

        if (await RunsAsync([.. Namespace, "true"], ct))
        {
            return Namespace;
        }

        if (await RunsAsync(["chown", "-R", "65534:65534", dataFolder], ct) && await RunsAsync([.. Dropped, "test", "-w", dataFolder], ct))
        {
            return Dropped;
        }

        throw new StartupFailure(
            StartupFailure.NoDatabase,
            $"PostgreSQL may not run as root, and another user cannot reach {dataFolder}. "
            + "Start as an ordinary user, or choose --data in a folder that others may enter.");
    }

    private static async Task<bool> RunsAsync(string[] command, CancellationToken ct)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            await process.WaitForExitAsync(ct);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
