using System.Net.Http.Json;

namespace Agentes.Bench.Common;

/// <summary>How a program proves who it is: an API key, or an account whose access token is renewed when it expires.</summary>
public sealed class Login
{
    private readonly Func<CancellationToken, Task<string>>? _signIn;

    private Login(string token, Func<CancellationToken, Task<string>>? signIn)
    {
        Token = token;
        _signIn = signIn;
    }

    /// <summary>What goes after <c>Bearer</c>.</summary>
    public string Token { get; private set; }

    public static Login WithApiKey(string key) => new(key, null);

    /// <summary>Signs in with the given account, or with the demo account that the platform announces.</summary>
    /// <exception cref="UsageException">Neither an account was given nor does the platform have a demo one.</exception>
    public static async Task<Login> SignInAsync(PatientHttp http, Uri address, string? email, string? password, CancellationToken ct)
    {
        var config = await ConfigAsync(http, address, ct);
        var account = email is not null && password is not null
            ? new Wire.DemoLogin(email, password)
            : config.Demo ?? throw new UsageException("the platform has no demo login: give --api-key, or --email and --password");

        Task<string> SignIn(CancellationToken c) => AuthAsync(http, address, config, "token?grant_type=password", account, c);
        return new Login(await SignIn(ct), SignIn);
    }

    /// <summary>Registers a new account and signs in with it.</summary>
    public static async Task<Login> SignUpAsync(PatientHttp http, Uri address, string email, string password, CancellationToken ct)
    {
        var config = await ConfigAsync(http, address, ct);
        var account = new Wire.DemoLogin(email, password);
        var token = await AuthAsync(http, address, config, "signup", account, ct);
        return new Login(token, c => AuthAsync(http, address, config, "token?grant_type=password", account, c));
    }

    internal async Task RenewAsync(CancellationToken ct)
    {
        if (_signIn is not null)
        {
            Token = await _signIn(ct);
        }
    }

    private static async Task<Wire.Config> ConfigAsync(PatientHttp http, Uri address, CancellationToken ct)
    {
        HttpRequestMessage Request() => new(HttpMethod.Get, new Uri(address, "/config.json"));
        using var response = await http.SendAsync(Request, HttpCompletionOption.ResponseContentRead, null, ct);
        return (await response.Content.ReadFromJsonAsync<Wire.Config>(Wire.Json, ct))!;
    }

    private static async Task<string> AuthAsync(
        PatientHttp http, Uri address, Wire.Config config, string action, Wire.DemoLogin account, CancellationToken ct)
    {
        HttpRequestMessage Request()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"{config.AuthUrl}/{action}"));
            request.Headers.Add("apikey", config.AnonKey);
            request.Content = JsonContent.Create(account, options: Wire.Json);
            return request;
        }

        using var response = await http.SendAsync(Request, HttpCompletionOption.ResponseContentRead, null, ct);
        return (await response.Content.ReadFromJsonAsync<Wire.Session>(Wire.Json, ct))!.AccessToken;
    }
}
