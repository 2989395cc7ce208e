using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Identity.Embedded;

internal enum AuthActivity
{
    SignUp,
    SignIn,
    Refresh,
    Mail,
    Verification,
}

/// <summary>
/// Keeps guessing and flooding slow. Counted per address of the caller, and for mails per address of the recipient as well.
/// </summary>
internal sealed class AuthLimits(PlatformOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<(AuthActivity Activity, IPAddress Address)> _callers =
        PartitionedRateLimiter.Create<(AuthActivity Activity, IPAddress Address), (AuthActivity Activity, IPAddress Address)>(
            caller => RateLimitPartition.GetSlidingWindowLimiter(caller, key => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = Permits(options.Auth.Limits, key.Activity),
                Window = TimeSpan.FromHours(1),
                SegmentsPerWindow = 12,
            }));

    private readonly PartitionedRateLimiter<string> _recipients = PartitionedRateLimiter.Create<string, string>(
        recipient => options.Auth.Limits.MailInterval <= TimeSpan.Zero
            ? RateLimitPartition.GetNoLimiter(recipient)
            : RateLimitPartition.GetFixedWindowLimiter(recipient, _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = 1,
                Window = options.Auth.Limits.MailInterval,
            }));

    /// <summary>Null when the caller may go on.</summary>
    public AuthError? Take(AuthActivity activity, HttpContext http) =>
        Take(_callers.AttemptAcquire((activity, Network(http.Connection.RemoteIpAddress))), http, AuthErrors.TooManyRequests);

    /// <summary>Counts whether or not anybody has this address, so the answer tells nothing about that.</summary>
    public AuthError? TakeMail(string recipient, HttpContext http) =>
        Take(_recipients.AttemptAcquire(recipient), http, AuthErrors.TooManyMails);

    public void Dispose()
    {
        _callers.Dispose();
        _recipients.Dispose();
    }

    private static AuthError? Take(RateLimitLease lease, HttpContext http, AuthError error)
    {
        using (lease)
        {
            if (lease.IsAcquired)
            {
                return null;
            }

            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(5);
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return error;
        }
    }

    private static int Permits(AuthLimitOptions limits, AuthActivity activity) => activity switch
    {
        AuthActivity.SignUp => limits.SignUps,
        AuthActivity.SignIn => limits.SignIns,
        AuthActivity.Refresh => limits.Refreshes,
        AuthActivity.Mail => limits.Mails,
        _ => limits.Verifications,
    };

    /// <summary>Who has one IPv6 address has 2^64 of them: the network counts.</summary>
    private static IPAddress Network(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}

internal static class AuthLimitConventions
{
    public static RouteHandlerBuilder Limited(this RouteHandlerBuilder route, AuthActivity activity) =>
        route.AddEndpointFilter((context, next) =>
        {
            var limits = context.HttpContext.RequestServices.GetRequiredService<AuthLimits>();
            return limits.Take(activity, context.HttpContext) is { } refused ? ValueTask.FromResult<object?>(refused) : next(context);
        });
}
