namespace Agentes.Host;

/// <summary>The login of the demo organization; its password is made anew in each installation.</summary>
internal static class DemoAccount
{
    public const string Email = "demo@loja-aurora.example";
}
