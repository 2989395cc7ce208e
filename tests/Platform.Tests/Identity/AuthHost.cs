using Agentes.Platform.Caching;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Identity.Embedded;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tests.Fixture;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Agentes.Platform.Tests.Identity;

/// <summary>Identity and organizations alone, over the fixture's database, with settings and a clock of their own.</summary>
internal sealed class AuthHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AuthHost(WebApplication app, ShiftedClock clock, string folder)
    {
        _app = app;
        Clock = clock;
        Outbox = Path.Combine(folder, "outbox");
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public ShiftedClock Clock { get; }

    public HttpClient Http { get; }

    public string Outbox { get; }

    public IServiceProvider Services => _app.Services;

    public static Task<AuthHost> StartAsync(PlatformFixture platform, EmbeddedAuthOptions auth) =>
        StartAsync(platform, auth, platform.ServiceKey());

    public static async Task<AuthHost> StartAsync(PlatformFixture platform, EmbeddedAuthOptions auth, string? serviceKey)
    {
        var clock = new ShiftedClock();
        var folder = Path.Combine(platform.DataFolder, Guid.CreateVersion7().ToString("N"));
        var options = platform.Services.GetRequiredService<PlatformOptions>() with
        {
            Auth = auth,
            DataFolder = folder,
            ServiceKey = serviceKey,
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(options);
        builder.Services.AddDatabase(options.Database);
        builder.Services.AddCaching(options.Redis);
        builder.Services.AddIdentity();
        builder.Services.AddProblems();
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.ConfigureHttpJsonOptions(json => StrictJson.Configure(json.SerializerOptions));
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseRouting();
        app.UsePlatformAuthentication();
        app.MapIdentity();
        app.MapGroup("/api/v1").MapOrganizations();
        await app.StartAsync();
        return new AuthHost(app, clock, folder);
    }

    public Task<AuthAnswer> SignUpAsync(string email) =>
        Http.AuthAsync(HttpMethod.Post, "signup", new { email, password = People.Password });

    public Task<AuthAnswer> SignInAsync(string email) =>
        Http.AuthAsync(HttpMethod.Post, "token?grant_type=password", new { email, password = People.Password });

    public Task<AuthAnswer> RefreshAsync(string token) =>
        Http.AuthAsync(HttpMethod.Post, "token?grant_type=refresh_token", new { refresh_token = token });

    /// <summary>The link of the newest mail to this address.</summary>
    public async Task<Uri> MailedLinkAsync(string email)
    {
        // The links name the public address; this host listens elsewhere.
        var link = new Uri((await MailAsync(email)).Single(line => line.StartsWith("http", StringComparison.Ordinal)));
        return new Uri(Http.BaseAddress!, link.PathAndQuery);
    }

    /// <summary>The lines of the newest mail to this address.</summary>
    public async Task<string[]> MailAsync(string email)
    {
        foreach (var file in Directory.GetFiles(Outbox).OrderDescending(StringComparer.Ordinal))
        {
            var lines = await File.ReadAllLinesAsync(file);
            if (lines[0] == $"To: {email}")
            {
                return lines;
            }
        }

        throw new FileNotFoundException($"No mail to {email}.");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>The real clock, moved forward by whoever cannot wait.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private TimeSpan _ahead;

    public void Advance(TimeSpan time) => _ahead += time;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    public override long GetTimestamp() => System.GetTimestamp() + (long)(_ahead.TotalSeconds * TimestampFrequency);
}
