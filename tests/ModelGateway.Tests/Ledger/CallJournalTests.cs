using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Ledger;
using CsCheck;

namespace Agentes.ModelGateway.Tests.Ledger;

/// <summary>What was put into the journal comes out of it once, also in the next process.</summary>
public sealed class CallJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentes-journal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_member_of_a_call_comes_back_as_it_was()
    {
        var call = Begun() with
        {
            KeyId = Guid.CreateVersion7(),
            Team = "vendas ☕",
            EndUserHash = "ab",
            ConversationId = Guid.CreateVersion7(),
            MessageId = Guid.CreateVersion7(),
            Budgets = [new BudgetKey(Tenant, Guid.CreateVersion7(), "x", DateTimeOffset.UnixEpoch)],
            ChargedUsd = 0.00000000000001m,
            Status = CallStatus.Cancelled,
            ErrorCode = "e",
            Group = "g",
            Deployment = "d",
            Provider = "p",
            Model = "m",
            InputTokens = long.MaxValue,
            OutputTokens = 2,
            CachedTokens = 3,
            CacheWriteTokens = 4,
            ReasoningTokens = 5,
            CostUsd = decimal.MaxValue,
            PriceSource = "s",
            Estimated = true,
            FromCache = true,
            SavedUsd = 0,
            Attempts = 6,
            Fallbacks = 7,
            FirstTokenMs = 8,
            TotalMs = 9,
            Decision = """{"a":1}"""u8.ToArray(),
        };
        using var journal = CallJournal.Open(_folder, 1 << 30);
        journal.End(call);

        var read = journal.Read(10, out _).ShouldHaveSingleItem();

        read.Budgets.ShouldBe(call.Budgets);
        read.Decision.ToArray().ShouldBe(call.Decision.ToArray());
        (read with { Budgets = [], Decision = default }).ShouldBe(call with { Budgets = [], Decision = default });
    }

    [Fact]
    public void The_next_process_finds_what_ended_once_and_what_did_not_end_as_broken_off()
    {
        var (ended, open, drained) = (Begun(), Begun() with { ChargedUsd = 0.5m }, Begun());
        using (var journal = CallJournal.Open(_folder, 1 << 30))
        {
            journal.TryBegin(drained).ShouldBeTrue();
            journal.End(drained with { Status = CallStatus.Ok });
            journal.Read(10, out var position);
            journal.Drained(position);
            journal.TryBegin(ended).ShouldBeTrue();
            journal.TryBegin(open).ShouldBeTrue();
            journal.End(ended with { Status = CallStatus.Ok });
        }

        using var next = CallJournal.Open(_folder, 1 << 30);

        var rows = next.Read(10, out _);
        rows.Select(row => (row.CallId, row.Status)).ShouldBe([(ended.CallId, CallStatus.Ok), (open.CallId, CallStatus.Truncated)]);
        (rows[1].Estimated, rows[1].ChargedUsd, rows[1].CostUsd).ShouldBe((true, 0.5m, 0.5m));
    }

    [Fact]
    public void A_record_that_is_not_whole_ends_the_journal_and_what_came_before_stays()
    {
        var calls = Enumerable.Range(0, 3).Select(_ => Begun()).ToList();
        using (var journal = CallJournal.Open(_folder, 1 << 30))
        {
            calls.ForEach(journal.End);
        }

        var file = Directory.GetFiles(_folder, "*.journal").Single();
        var bytes = File.ReadAllBytes(file);
        bytes[Array.FindLastIndex(bytes, one => one != 0)] ^= 1;
        File.WriteAllBytes(file, bytes);
        using var next = CallJournal.Open(_folder, 1 << 30);

        next.Read(10, out _).Select(row => row.CallId).ShouldBe(calls.Take(2).Select(call => call.CallId));
        next.End(calls[2]);
        next.Read(10, out _).Count.ShouldBe(3, "it is written over");
    }

    [Fact]
    public void Two_processes_cannot_have_one_journal()
    {
        using (CallJournal.Open(_folder, 1 << 30))
        {
            Should.Throw<IOException>(() => CallJournal.Open(_folder, 1 << 30));
        }

        CallJournal.Open(_folder, 1 << 30).Dispose();
    }

    [Fact]
    public void What_is_drained_leaves_the_disk_and_a_full_journal_takes_no_new_calls()
    {
        using var journal = CallJournal.Open(_folder, 8 * 1024 * 1024);
        var written = 0;
        for (var call = Begun() with { Decision = new byte[10_000] }; journal.TryBegin(call with { CallId = Guid.CreateVersion7() }); written++)
        {
            journal.End(call with { CallId = Guid.CreateVersion7() });
        }

        written.ShouldBeGreaterThan(100);
        journal.IsFull.ShouldBeTrue();
        journal.End(Begun());
        var rows = journal.Read(int.MaxValue, out var position);
        rows.Count.ShouldBe(written + 1, "what had begun may still end");
        journal.Drained(position);
        journal.Read(10, out _).ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_ends_in_whatever_order_comes_out_exactly_once_over_any_number_of_restarts() =>
        Gen.Int[0, 3].List[1, 60].Sample(
            steps =>
            {
                var folder = Directory.CreateTempSubdirectory("agentes-journal-").FullName;
                var (open, seen, expected) = (new List<CallEntry>(), new List<Guid>(), new List<Guid>());
                var journal = CallJournal.Open(folder, 1 << 30);
                foreach (var step in steps)
                {
                    switch (step)
                    {
                        case 0:
                            open.Add(Begun());
                            journal.TryBegin(open[^1]).ShouldBeTrue();
                            break;
                        case 1 when open.Count > 0:
                            journal.End(open[0] with { Status = CallStatus.Ok });
                            expected.Add(open[0].CallId);
                            open.RemoveAt(0);
                            break;
                        case 2:
                            seen.AddRange(journal.Read(3, out var position).Select(row => row.CallId));
                            journal.Drained(position);
                            break;
                        case 3:
                            journal.Dispose();
                            journal = CallJournal.Open(folder, 1 << 30);
                            expected.AddRange(open.Select(call => call.CallId));
                            open.Clear();
                            break;
                    }
                }

                seen.AddRange(journal.Read(int.MaxValue, out _).Select(row => row.CallId));
                journal.Dispose();
                Directory.Delete(folder, recursive: true);
                seen.ShouldBe(expected, ignoreOrder: true);
            },
            iter: 60,
            threads: 1);

    private static Guid Tenant { get; } = Guid.CreateVersion7();

    private static CallEntry Begun() => new()
    {
        CallId = Guid.CreateVersion7(),
        TenantId = Tenant,
        Face = CallFaces.ChatCompletions,
        RequestedGroup = "tier1",
        CreatedAt = new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.Zero),
    };
}
