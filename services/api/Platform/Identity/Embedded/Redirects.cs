namespace Agentes.Platform.Identity.Embedded;

/// <summary>Where a mail's link may lead: a token in its fragment must not be carried to a stranger's page.</summary>
internal sealed class Redirects(PlatformOptions options)
{
    private readonly Uri _home = new(options.PublicUrl);

    /// <summary>The wanted address when it is one of ours, else our start page.</summary>
    public string Choose(string? wanted) =>
        Uri.TryCreate(wanted, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && string.IsNullOrEmpty(url!.UserInfo)
        && IsAllowed(url)
            ? url.AbsoluteUri
            : _home.AbsoluteUri;

    private bool IsAllowed(Uri url)
    {
        var origin = Origin(url);

        // On a developer's machine the pages come from another port than the API.
        return origin == Origin(_home)
            || (_home.IsLoopback && url.IsLoopback)
            || options.Auth.RedirectOrigins.Any(
                allowed => Uri.TryCreate(allowed, UriKind.Absolute, out var known) && Origin(known) == origin);
    }

    private static string Origin(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
