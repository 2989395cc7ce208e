using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Agentes.Platform.Identity;
using Hangfire;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Operations;

/// <summary>Opens Hangfire's dashboard, to look and not to touch, for whoever holds the cookie of <see cref="OpenDashboard"/>.</summary>
public static class DashboardAccess
{
    public static void MapJobDashboard(this WebApplication app) => app.MapHangfireDashboard(
        OpenDashboard.Path,
        new DashboardOptions
        {
            Authorization = [new SignedCookie(app.Services.GetRequiredService<CredentialHash>(), app.Services.GetRequiredService<TimeProvider>())],
            IsReadOnlyFunc = _ => true,
            DashboardTitle = "Agentes de Conversão: jobs",
        }).AllowAnonymous();

    private sealed class SignedCookie(CredentialHash hash, TimeProvider clock) : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context)
        {
            var parts = context.GetHttpContext().Request.Cookies[OpenDashboard.Cookie]?.Split('.') ?? [];
            return parts.Length == 2
                && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
                && clock.GetUtcNow().ToUnixTimeSeconds() < expires
                && CryptographicOperations.FixedTimeEquals(
                    Encoding.UTF8.GetBytes(parts[1]), Encoding.UTF8.GetBytes(Convert.ToHexString(hash.Of(OpenDashboard.Cookie + parts[0]))));
        }
    }
}
