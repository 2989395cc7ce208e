using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Agentes.Host;

/// <summary>Whose word is taken for where a request came from: nobody's, unless TRUSTED_PROXIES names addresses or networks.</summary>
internal static class TrustedProxies
{
    /// <summary>Comes first of all, so that limits and cookies see the caller and not the proxy.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        const StringSplitOptions tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var networks = (app.Configuration["TRUSTED_PROXIES"] ?? "").Split(',', tidy).Select(Read).ToList();
        if (networks.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        networks.ForEach(options.KnownIPNetworks.Add);
        app.UseForwardedHeaders(options);
    }

    private static System.Net.IPNetwork Read(string text) =>
        System.Net.IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var one) ? new System.Net.IPNetwork(one, one.GetAddressBytes().Length * 8)
        : throw new StartupFailure(
            StartupFailure.BadConfiguration, $"TRUSTED_PROXIES takes addresses and networks such as 10.0.0.0/8, not '{text}'.");
}
