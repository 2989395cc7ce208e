using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Agentes.Host;

/// <summary>Serves the exported web app: compressed beforehand, cached by content, under a strict content security policy.</summary>
internal static class WebSite
{
    private static readonly CompositeFormat Policy = CompositeFormat.Parse(
        "default-src 'self'; script-src 'self' {0}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
        + "connect-src 'self' {1}; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'");

    private static readonly PathString[] Programs = ["/api", "/auth", "/health", "/metrics", "/openapi"];

    /// <summary>Comes before routing: a file that exists is served, everything else is a route.</summary>
    public static void UseWebSite(this WebApplication app, string? folder, string? authOrigin)
    {
        if (folder is null)
        {
            return;
        }

        var files = new PhysicalFileProvider(folder);
        var policies = Policies(folder, authOrigin ?? "");

        // Requests of programs never look for a file: that would be several system calls for each message.
        app.UseWhen(IsForPeople, site =>
        {
            site.Use((http, next) => MissingPage(http, next, files, policies.GetValueOrDefault("/404.html", Format("", authOrigin ?? ""))));
            site.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
            site.Use((http, next) => PreferCompressed(http, next, files));
            site.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = files,
                ContentTypeProvider = new CompressedTypes(),
                OnPrepareResponse = context => Headers(context.Context, policies, authOrigin ?? ""),
            });
        });
    }

    private static bool IsForPeople(HttpContext http) =>
        (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        && !Programs.Any(prefix => http.Request.Path.StartsWithSegments(prefix, StringComparison.Ordinal));

    /// <summary>A person who follows a dead link sees a page; programs get their problem from the API.</summary>
    private static async Task MissingPage(HttpContext http, RequestDelegate next, PhysicalFileProvider files, string policy)
    {
        await next(http);
        var wantsPage = http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
        if (http.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false } && wantsPage
            && files.GetFileInfo("404.html") is { Exists: true } page)
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            Secure(http, policy);
            await http.Response.SendFileAsync(page, http.RequestAborted);
        }
    }

    /// <summary>"page.html.br" instead of "page.html" for a browser that takes brotli.</summary>
    private static Task PreferCompressed(HttpContext http, RequestDelegate next, PhysicalFileProvider files)
    {
        if (http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal)
            && http.Request.Path.Value is { } path && files.GetFileInfo(path + ".br").Exists)
        {
            http.Items["original"] = path;
            http.Request.Path = path + ".br";
        }

        return next(http);
    }

    private static void Headers(HttpContext http, FrozenDictionary<string, string> policies, string authOrigin)
    {
        var path = http.Items["original"] as string ?? http.Request.Path.Value!;
        if (http.Items.ContainsKey("original"))
        {
            http.Response.Headers.ContentEncoding = "br";
        }

        http.Response.Headers.Vary = "Accept-Encoding";
        http.Response.Headers.CacheControl = path.StartsWith("/_next/static/", StringComparison.Ordinal)
            ? "public,max-age=31536000,immutable"
            : "no-cache";
        if (path.EndsWith(".html", StringComparison.Ordinal))
        {
            Secure(http, policies.GetValueOrDefault(path, Format("", authOrigin)));
        }
    }

    private static void Secure(HttpContext http, string policy)
    {
        http.Response.Headers.ContentSecurityPolicy = policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        http.Response.Headers.XFrameOptions = "DENY";
    }

    /// <summary>The build lists the hashes of each page's inline scripts; a script that is not listed does not run.</summary>
    private static FrozenDictionary<string, string> Policies(string folder, string authOrigin)
    {
        var file = Path.Combine(folder, "csp.json");
        if (!File.Exists(file))
        {
            return FrozenDictionary<string, string>.Empty;
        }

        using var stream = File.OpenRead(file);
        var hashes = JsonSerializer.Deserialize<Dictionary<string, string[]>>(stream)!;
        return hashes.ToFrozenDictionary(
            page => page.Key.StartsWith('/') ? page.Key : "/" + page.Key,
            page => Format(string.Join(' ', page.Value.Select(hash => hash.StartsWith('\'') ? hash : $"'{hash}'")), authOrigin),
            StringComparer.Ordinal);
    }

    private static string Format(string scripts, string authOrigin) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Policy, scripts, authOrigin);

    /// <summary>The type of what is inside the compression.</summary>
    private sealed class CompressedTypes : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider _types = new();

        public bool TryGetContentType(string subpath, out string contentType) =>
            _types.TryGetContentType(subpath.EndsWith(".br", StringComparison.Ordinal) ? subpath[..^3] : subpath, out contentType!);
    }
}
