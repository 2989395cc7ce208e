using System.Runtime.CompilerServices;
using Agentes.Platform.Identity.Embedded;

namespace Agentes.Platform.Tests.Identity;

/// <summary>All tests sign up and in from one address; the limits have a test of their own, with a host of its own.</summary>
internal static class GenerousLimits
{
#pragma warning disable CA2255 // This is the program, not a library: nothing else could run before the fixture reads its settings.
    [ModuleInitializer]
#pragma warning restore CA2255
    public static void Apply()
    {
        string[] limits =
        [
            nameof(AuthLimitOptions.SignUps), nameof(AuthLimitOptions.SignIns), nameof(AuthLimitOptions.Refreshes),
            nameof(AuthLimitOptions.Mails), nameof(AuthLimitOptions.Verifications),
        ];
        foreach (var limit in limits)
        {
            Environment.SetEnvironmentVariable($"Auth__Limits__{limit}", "1000000");
        }
    }
}
