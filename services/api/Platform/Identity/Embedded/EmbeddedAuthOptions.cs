namespace Agentes.Platform.Identity.Embedded;

/// <summary>How the embedded auth endpoints behave. The defaults need no mail server.</summary>
public sealed record EmbeddedAuthOptions
{
    /// <summary>Whether a sign-up counts as confirmed at once. Off, the address must follow the link of a mail first.</summary>
    public bool Autoconfirm { get; init; } = true;

    public bool SignUpsAreOpen { get; init; } = true;

    /// <summary>
    /// Whether a session of more than a day needs a code from a mail to change the password. GET /reauthenticate sends the code.
    /// </summary>
    public bool RequireReauthentication { get; init; }

    /// <summary>Origins, beside our own, that a mail's link may lead back to, such as https://app.example.com.</summary>
    public IReadOnlyList<string> RedirectOrigins { get; init; } = [];

    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a session lasts that is not refreshed.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a refresh token may be presented again: two tabs, or a reply that got lost.</summary>
    public TimeSpan ReuseInterval { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan MailTokenLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a PKCE code waits for its verifier.</summary>
    public TimeSpan CodeLifetime { get; init; } = TimeSpan.FromMinutes(5);

    public AuthLimitOptions Limits { get; init; } = new();
}

/// <summary>Requests per hour that one address (an IPv6 network counts as one) may make before 429.</summary>
public sealed record AuthLimitOptions
{
    public int SignUps { get; init; } = 60;

    public int SignIns { get; init; } = 150;

    public int Refreshes { get; init; } = 1800;

    public int Mails { get; init; } = 30;

    public int Verifications { get; init; } = 60;

    /// <summary>The least time between two mails to the same address.</summary>
    public TimeSpan MailInterval { get; init; } = TimeSpan.FromSeconds(60);
}
