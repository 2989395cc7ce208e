using Agentes.ModelGateway.Caching;
using Agentes.Platform.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Tests.Models;

public sealed class RedisReplyStoreTests(PlatformFixture platform)
{
    [Fact]
    public async Task Bytes_are_kept_for_their_time_and_found_under_their_name_alone()
    {
        var store = platform.Services.GetRequiredService<IReplyStore>();
        var name = $"{Guid.CreateVersion7():N}:\r\n* ?[a]";
        byte[] bytes = [0, 1, 255, 13, 10];

        await store.KeepAsync(name, bytes, TimeSpan.FromMinutes(1), CancellationToken.None);
        await store.KeepAsync(name + "2", bytes, TimeSpan.FromMilliseconds(1), CancellationToken.None);

        (await store.FindAsync(name, CancellationToken.None)).ShouldNotBeNull().ToArray().ShouldBe(bytes);
        (await store.FindAsync(name + "x", CancellationToken.None)).ShouldBeNull();
        for (var tries = 0; tries < 100 && await store.FindAsync(name + "2", CancellationToken.None) is not null; tries++)
        {
            await Task.Delay(50);
        }

        (await store.FindAsync(name + "2", CancellationToken.None)).ShouldBeNull();
    }
}
