using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway.Tests;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Retry-After", "7", 7d)]
    [InlineData("Retry-After", "0", 0d)]
    [InlineData("Retry-After", "1.5", 1.5)]
    [InlineData("retry-after-ms", "250", 0.25)]
    [InlineData("Retry-After", "Tue, 24 Nov 2026 12:00:30 GMT", 30d)]
    [InlineData("Retry-After", "Tuesday, 24-Nov-26 12:00:30 GMT", 30d)]
    [InlineData("Retry-After", "Tue Nov 24 12:00:30 2026", 30d)]
    [InlineData("Retry-After", "2026-11-24T12:00:30Z", 30d)]
    [InlineData("Retry-After", "Tue, 24 Nov 2026 11:00:00 GMT", 0d)]
    [InlineData("Retry-After", "99999999", 86_400d)]
    [InlineData("Retry-After", "Tue, 24 Nov 2099 12:00:30 GMT", 86_400d)]
    [InlineData("Retry-After", "soon", null)]
    [InlineData("Retry-After", "-3", null)]
    [InlineData("X-Other", "3", null)]
    public void Every_form_of_the_header_is_a_time_to_wait_of_a_day_at_most(string name, string value, double? seconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();

        RetryAfter.Read(response.Headers, Now)?.TotalSeconds.ShouldBe(seconds!.Value);
        (RetryAfter.Read(response.Headers, Now) is null).ShouldBe(seconds is null);
    }

    [Fact]
    public void Milliseconds_are_more_exact_than_seconds()
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Retry-After", "1");
        response.Headers.TryAddWithoutValidation("retry-after-ms", "300");

        RetryAfter.Read(response.Headers, Now).ShouldBe(TimeSpan.FromMilliseconds(300));
    }
}
