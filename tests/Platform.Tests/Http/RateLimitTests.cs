using System.Net;
using Agentes.Platform.Http;
using Agentes.Platform.Tests.Fixture;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Tests.Http;

public sealed class RateLimitTests(PlatformFixture platform)
{
    [Fact]
    public async Task Every_answer_says_how_much_is_left()
    {
        var shop = await platform.NewOrganizationAsync();
        using var known = await shop.Http.GetAsync("agents");
        using var unknown = await platform.Client(bearer: null).GetAsync("agents");

        foreach (var response in new[] { known, unknown })
        {
            response.Headers.GetValues("RateLimit-Limit").Single().ShouldBe("1000000");
            int.Parse(response.Headers.GetValues("RateLimit-Remaining").Single()).ShouldBeInRange(1, 1_000_000);
            response.Headers.Contains("RateLimit-Reset").ShouldBeTrue();
        }

        ((int)unknown.StatusCode).ShouldBe(401);
    }

    [Fact]
    public async Task Who_asks_too_often_waits_and_nobody_else_does()
    {
        using var limits = new RateLimits(Options(perCredential: 5, perAddress: 5));
        var (eager, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        for (var i = 0; i < 5; i++)
        {
            limits.TryTake(Request(), eager).ShouldBeTrue();
        }

        var refused = Request();
        limits.TryTake(refused, eager).ShouldBeFalse();
        await RateLimits.RefuseAsync(refused);
        refused.Response.StatusCode.ShouldBe(429);
        int.Parse(refused.Response.Headers.RetryAfter!).ShouldBeInRange(1, 60);
        refused.Response.Headers["RateLimit-Remaining"].ToString().ShouldBe("0");
        limits.TryTake(Request(), other).ShouldBeTrue();
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void Addresses_of_one_household_share_a_limit(string first, string second, bool shared)
    {
        using var limits = new RateLimits(Options(perCredential: 5, perAddress: 1));
        limits.TryTake(Request(), IPAddress.Parse(first)).ShouldBeTrue();
        limits.TryTake(Request(), IPAddress.Parse(second)).ShouldBe(!shared);
    }

    private static DefaultHttpContext Request() =>
        new() { Response = { Body = new MemoryStream() }, RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };

    private static PlatformOptions Options(int perCredential, int perAddress) => new()
    {
        Database = "",
        Redis = "",
        Pepper = "",
        SigningKey = "",
        PublicUrl = "",
        ModelsFile = "",
        DataFolder = "",
        RateLimits = new RateLimitOptions { PerCredential = perCredential, PerAddress = perAddress },
    };
}
