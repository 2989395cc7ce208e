using System.Diagnostics;
using System.Runtime.CompilerServices;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Identity;

public sealed class SupabaseClientTests(PlatformFixture platform)
{
    [Fact]
    public async Task The_unmodified_supabase_client_signs_up_in_and_out_administers_users_and_understands_each_refusal()
    {
        var clients = Path.GetFullPath(Path.Combine(Folder(), "..", "..", "clients"));
        Assert.SkipUnless(Directory.Exists(Path.Combine(clients, "node_modules")), "Run 'npm ci' in tests/clients first.");
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = clients,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "supabase-auth.mjs",

                // By the name that the tokens are issued under.
                "--url", platform.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal),
                "--outbox", Path.Combine(platform.DataFolder, "outbox"),
            },
        };
        start.Environment["SUPABASE_SERVICE_ROLE_KEY"] = platform.ServiceKey();
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var report = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0, report + await errors);
        report.ShouldContain("\"resetPasswordForEmail and PKCE exchange\"");
        report.ShouldContain("\"admin.deleteUser\"");
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
