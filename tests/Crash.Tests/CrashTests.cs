using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Agentes.Crash.Tests;

/// <summary>Customers keep talking while what answers them dies again and again: nothing they were promised is lost, nothing is said twice.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentes-crash-").FullName;
    private readonly Random _random = new(Random.Shared.Next());
    private Upstream _upstream = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _upstream = await Upstream.StartAsync(_folder, Ct);

    public async ValueTask DisposeAsync()
    {
        await _upstream.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Killing_the_process_ten_times_loses_no_message_and_answers_none_twice()
    {
        await using var platform = new Installation(_folder, _upstream.ModelsFile);
        await ReplayWhileAsync(platform, dialogues: 200, crashes: 10, async crash =>
        {
            await platform.KillAsync(Ct);
            platform.Start();
            if (crash % 4 == 0)
            {
                // A process that dies again before it has come up.
                await Task.Delay(_random.Next(3000), Ct);
                await platform.KillAsync(Ct);
                platform.Start();
            }

            await platform.WaitUntilReadyAsync(Ct);
        }, () => EmbeddedDatabase(platform));
    }

    [Fact]
    public async Task Restarting_postgresql_six_times_loses_no_message_and_answers_none_twice()
    {
        string[] signals = ["INT", "KILL", "QUIT"];
        await using var postgres = await PostgresServer.StartAsync(_folder, Ct);
        await using var platform = new Installation(_folder, _upstream.ModelsFile, databaseUrl: postgres.ConnectionString);
        await ReplayWhileAsync(platform, dialogues: 60, crashes: 6, async crash =>
        {
            await postgres.StopAsync(signals[crash % signals.Length], Ct);
            await Task.Delay(_random.Next(1500), Ct);
            await postgres.RestartAsync(Ct);
        }, () => postgres.ConnectionString);
        platform.IsAlive.ShouldBeTrue("the platform outlives its database");
    }

    [Fact]
    public async Task Emptying_and_restarting_redis_six_times_loses_no_message_and_answers_none_twice()
    {
        using var redis = new RedisServer();
        await using var platform = new Installation(_folder, _upstream.ModelsFile, redisUrl: redis.Url);
        await ReplayWhileAsync(
            platform,
            dialogues: 60,
            crashes: 6,
            crash => crash % 2 == 0 ? redis.EmptyAsync() : redis.RestartAsync(TimeSpan.FromMilliseconds(_random.Next(1500)), Ct),
            () => EmbeddedDatabase(platform));
        platform.IsAlive.ShouldBeTrue("the platform outlives its cache");
    }

    [Fact]
    public async Task Locks_that_a_killed_process_left_behind_do_not_end_the_next_one()
    {
        await using var platform = new Installation(_folder, _upstream.ModelsFile);
        platform.Start();
        await platform.WaitUntilReadyAsync(Ct);
        await using (var database = NpgsqlDataSource.Create(EmbeddedDatabase(platform)))
        await using (var leave = database.CreateCommand(
            """
            INSERT INTO hangfire.lock (resource, updatecount, acquired)
            SELECT 'hangfire:lock:recurring-job:' || id, 0, now() FROM unnest('{purge-deleted-rows,reconcile-stuck-work}'::text[]) AS job(id)
            """))
        {
            (await leave.ExecuteNonQueryAsync(Ct)).ShouldBe(2);
        }

        await platform.KillAsync(Ct);
        platform.Start();
        await platform.WaitUntilReadyAsync(Ct);
        await platform.SaysAsync("recurring jobs could not be declared", Ct);
        await platform.WaitUntilReadyAsync(Ct);
        platform.IsAlive.ShouldBeTrue(platform.State());
    }

    /// <summary>Replays the dialogues, crashes something at random points of them, and looks at what is left.</summary>
    private async Task ReplayWhileAsync(Installation platform, int dialogues, int crashes, Func<int, Task> crashAsync, Func<string> database)
    {
        platform.Start();
        await platform.WaitUntilReadyAsync(Ct);
        var shop = await Shop.OpenAsync(platform.Address, Ct);
        var file = Path.Combine(_folder, "dialogues.jsonl");
        var texts = await Dialogues.WriteAsync(file, dialogues, Ct);
        await using var replay = Replay.Start(platform.Address, shop, file, concurrency: 16);

        // The moments are random but lie where customers are talking, however fast or slow the machine is.
        foreach (var (crash, moment) in Moments(crashes, 1 + (texts * 9 / 10)).Index())
        {
            await replay.AcceptedAsync(moment, Ct);
            await Task.Delay(_random.Next(200), Ct);
            await crashAsync(crash);
        }

        var acknowledged = await replay.FinishAsync(platform.State, Ct);
        acknowledged.Count.ShouldBe(texts);
        await Evidence.ShouldHoldThroughTheApiAsync(shop.Api, acknowledged, Ct);
        await Evidence.ShouldHoldInTheDatabaseAsync(database(), acknowledged, Ct);
    }

    /// <summary>One random point in each of as many equal parts.</summary>
    private int[] Moments(int count, int end) =>
        [.. Enumerable.Range(0, count).Select(part => (part * end / count) + _random.Next(end / count))];

    /// <summary>The server that the platform runs itself: its port stands in the server's own file, its password in the installation's.</summary>
    internal static string EmbeddedDatabase(Installation platform)
    {
        var port = File.ReadLines(Path.Combine(platform.DataFolder, "postgres", "postmaster.pid")).ElementAt(3);
        using var secrets = JsonDocument.Parse(File.ReadAllText(Path.Combine(platform.DataFolder, "secrets.json")));
        var password = secrets.RootElement.GetProperty("PostgresPassword").GetString();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Host=127.0.0.1;Port={port};Username=agentes;Password={password};Database=postgres;SSL Mode=Disable;GSS Encryption Mode=Disable");
    }
}
