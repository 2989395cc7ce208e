using System.Net;
using System.Net.Http.Headers;
using Agentes.Bench.Common;

namespace Agentes.Bench.Gateway;

/// <summary>What a proxy costs at least in this runtime: Kestrel, one HTTP client, bytes in and bytes out. It checks and counts nothing.</summary>
internal static class PassThrough
{
    public static async Task RunAsync(Uri upstream, CancellationToken ct)
    {
        using var http = new HttpMessageInvoker(Connections.NewHandler());
        var target = new Uri(upstream, "/v1/chat/completions");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.Run(context => ForwardAsync(context, http, target));
        await app.StartAsync(ct);
        Console.WriteLine($"ready {app.Urls.First()}");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.StopAsync(CancellationToken.None);
    }

    private static async Task ForwardAsync(HttpContext context, HttpMessageInvoker http, Uri target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new StreamContent(context.Request.Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(context.Request.ContentType!);
        request.Content.Headers.ContentLength = context.Request.ContentLength;
        using var response = await http.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        context.Response.ContentLength = response.Content.Headers.ContentLength;
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
