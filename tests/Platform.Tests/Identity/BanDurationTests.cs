using Agentes.Platform.Identity.Embedded.Admin;

namespace Agentes.Platform.Tests.Identity;

public sealed class BanDurationTests
{
    [Theory]
    [InlineData("300ms", 0.3)]
    [InlineData("1h30m", 5400.0)]
    [InlineData("1.5h", 5400.0)]
    [InlineData("876000h", 876000 * 3600.0)]
    [InlineData("2us", 0.000002)]
    [InlineData("none", 0.0)]
    [InlineData("0", 0.0)]
    [InlineData("", null)]
    public void Ban_durations_are_read_as_clients_write_them(string text, double? seconds)
    {
        BanDuration.TryRead(text, out var duration).ShouldBeNull();
        duration?.TotalSeconds.ShouldBe(seconds!.Value);
        duration.HasValue.ShouldBe(seconds.HasValue);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("-1h")]
    [InlineData("1d")]
    [InlineData("1h ")]
    [InlineData("9999999h")]
    [InlineData("99999999999999999999999999999999999999h")]
    public void What_is_no_duration_or_longer_than_anybody_lives_is_refused(string text) =>
        BanDuration.TryRead(text, out _).ShouldNotBeNull();
}
