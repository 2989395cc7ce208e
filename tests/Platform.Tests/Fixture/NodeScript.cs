using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Agentes.Platform.Tests.Fixture;

/// <summary>Other people's clients, unmodified, in the scripts of tests/clients.</summary>
internal static class NodeScript
{
    /// <summary>Runs a script to its end; fails with everything it said unless it succeeds.</summary>
    /// <param name="secrets">Environment variables, where command lines would show them.</param>
    /// <returns>The report it prints.</returns>
    public static async Task<string> RunAsync(string script, IEnumerable<string> arguments, params (string Name, string Value)[] secrets)
    {
        var clients = Path.GetFullPath(Path.Combine(Folder(), "..", "..", "clients"));
        Assert.SkipUnless(Directory.Exists(Path.Combine(clients, "node_modules")), "Run 'npm ci' in tests/clients first.");
        var start = new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = clients,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in secrets)
        {
            start.Environment[name] = value;
        }

        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var report = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0, report + await errors);
        return report;
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
