using System.Text.Json;
using Agentes.Platform.Conversations.Ledger;
using Agentes.Platform.Tests.Fixture;
using Npgsql;

namespace Agentes.Platform.Tests.Conversations;

/// <summary>What is written together must behave as if each had been written alone.</summary>
public sealed class GroupCommitTests(PlatformFixture platform)
{
    private static readonly Guid Shop = Guid.CreateVersion7();

    [Fact]
    public async Task What_comes_while_a_group_is_written_goes_together_and_a_conversation_once()
    {
        var groups = new List<int>();
        var gate = new TaskCompletionSource();
        var writing = new TaskCompletionSource();
        var commits = new GroupCommit<Write, int>(async group =>
        {
            lock (groups)
            {
                groups.Add(group.Count);
                if (groups.Count == 2)
                {
                    writing.SetResult();
                }
            }

            await gate.Task;
            group.Select(write => write.ConversationId).ShouldBeUnique();
            group.Select(write => write.ConversationId).ShouldBeInOrder();
            return [.. group.Select(write => write.Number)];
        });
        Guid[] conversations = [.. Enumerable.Range(0, 30).Select(_ => Guid.CreateVersion7())];

        // One for each writer, then everything else while both are busy: two messages of each of the 30 conversations.
        List<Task<int>> all = [commits.RunAsync(new Write(Shop, Guid.CreateVersion7(), 100))];
        await Task.Delay(20);
        all.Add(commits.RunAsync(new Write(Shop, Guid.CreateVersion7(), 101)));
        await writing.Task;
        all.AddRange(Enumerable.Range(0, 60).Select(n => commits.RunAsync(new Write(Shop, conversations[n % 30], n))));
        gate.SetResult();

        (await Task.WhenAll(all)).ShouldBe([100, 101, .. Enumerable.Range(0, 60)]);
        groups.ShouldBe([1, 1, 30, 30]);
    }

    [Fact]
    public async Task A_refused_member_fails_alone()
    {
        var busy = new TaskCompletionSource();
        var commits = new GroupCommit<Write, int>(async group =>
        {
            await busy.Task;
            return group.Any(write => write.Number == 13)
                ? throw new PostgresException("refused", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation)
                : [.. group.Select(write => write.Number)];
        });

        Task<int>[] all = [.. Enumerable.Range(0, 40).Select(n => commits.RunAsync(new Write(Shop, Guid.CreateVersion7(), n)))];
        busy.SetResult();

        (await Should.ThrowAsync<PostgresException>(all[13])).SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
        (await Task.WhenAll(all.Where((_, n) => n != 13))).ShouldBe(Enumerable.Range(0, 40).Where(n => n != 13));
    }

    [Fact]
    public async Task A_lost_database_fails_everybody_and_is_not_tried_again()
    {
        var attempts = 0;
        var commits = new GroupCommit<Write, int>(group =>
        {
            Interlocked.Increment(ref attempts);
            throw new NpgsqlException("gone", new IOException());
        });

        // Nobody knows what became of a transaction whose connection broke: writing again is the caller's choice, with an id of its own.
        await Should.ThrowAsync<NpgsqlException>(commits.RunAsync(new Write(Shop, Guid.CreateVersion7(), 1)));
        attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Messages_of_two_organizations_at_once_stay_apart_and_foreign_ids_find_nothing()
    {
        OrganizationScenario[] shops = [await platform.NewOrganizationAsync(), await platform.NewOrganizationAsync()];
        Guid[][] conversations = [await ConversationsAsync(shops[0]), await ConversationsAsync(shops[1])];

        var own = Enumerable.Range(0, 40).Select(n => shops[n % 2].SayAsync(conversations[n % 2][n / 2 % 4], $"Oi {n}")).ToList();
        var foreign = Enumerable.Range(0, 8)
            .Select(n => shops[n % 2].Http.TryAsync(HttpMethod.Post, $"conversations/{conversations[1 - (n % 2)][n / 2]}/messages", new { text = "Alheio" }))
            .ToList();

        (await Task.WhenAll(own)).ShouldAllBe(accepted => accepted.Text("status") == "pending");
        (await Task.WhenAll(foreign)).ShouldAllBe(answer => answer.Status == 404);
        for (var n = 0; n < 8; n++)
        {
            var rows = await shops[n % 2].UntilAnsweredAsync(conversations[n % 2][n / 2]);
            rows.Count(row => row.Text("author") == "contact").ShouldBe(5);
            rows.Select(row => row.GetProperty("sequence").GetInt32()).ShouldBe(Enumerable.Range(1, rows.Count), ignoreOrder: true);
            rows.ShouldNotContain(row => row.Text("text") == "Alheio");
        }
    }

    private static async Task<Guid[]> ConversationsAsync(OrganizationScenario shop)
    {
        var conversations = new List<Guid>();
        for (var n = 0; n < 4; n++)
        {
            conversations.Add(await shop.NewConversationAsync());
        }

        return [.. conversations];
    }

    private sealed record Write(Guid OrganizationId, Guid ConversationId, int Number) : IConversationWrite;
}
