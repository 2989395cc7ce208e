using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Identity;

public sealed class SupabaseClientTests(PlatformFixture platform)
{
    [Fact]
    public async Task The_unmodified_supabase_client_signs_up_in_and_out_administers_users_and_understands_each_refusal()
    {
        var report = await NodeScript.RunAsync(
            "supabase-auth.mjs",
            [
                // By the name that the tokens are issued under.
                "--url", platform.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal),
                "--outbox", Path.Combine(platform.DataFolder, "outbox"),
            ],
            ("SUPABASE_SERVICE_ROLE_KEY", platform.ServiceKey()));
        report.ShouldContain("\"resetPasswordForEmail and PKCE exchange\"");
        report.ShouldContain("\"admin.deleteUser\"");
    }
}
