using System.Runtime.InteropServices;
using Npgsql;

namespace Agentes.Platform.Conversations.Ledger;

/// <summary>
/// Puts what many callers want written at the same moment into one transaction. Nobody waits for company: a group is whatever came while
/// the group before it was being written, so one caller alone pays nothing, and under load a few statements and one flush of the log serve
/// dozens. Measured with bench/Load, see docs/decisions/0005-group-commit.md.
/// </summary>
/// <param name="writeAsync">
/// Writes a group, all or nothing, and returns the outcomes in the order of the items. They come sorted, those of an organization together;
/// a conversation is there once: its next change waits for the next group.
/// </param>
internal sealed class GroupCommit<TItem, TOutcome>(Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TOutcome>>> writeAsync)
    where TItem : IConversationWrite
{
    /// <summary>More rows hardly get cheaper, and a group that fails is written again one by one.</summary>
    private const int LargestGroup = 64;

    /// <summary>Two, so that a group that waits for somebody's lock does not hold up everybody else.</summary>
    private const int MostWriters = 2;

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiting> _waiting = new();
    private int _writers;

    /// <summary>Completes when the item is safe in the database, or fails as its own transaction would have.</summary>
    public Task<TOutcome> RunAsync(TItem item)
    {
        var waiting = new Waiting(item);
        lock (_gate)
        {
            _waiting.AddLast(waiting);
            if (_writers == MostWriters)
            {
                return waiting.Task;
            }

            _writers++;
        }

        _ = WriteAllAsync();
        return waiting.Task;
    }

    private async Task WriteAllAsync()
    {
        // The caller goes on; whoever comes before the pool gets here joins this group.
        await Task.Yield();
        while (NextGroup() is { Count: > 0 } group)
        {
            await WriteAsync(group);
        }
    }

    private List<Waiting> NextGroup()
    {
        lock (_gate)
        {
            var group = new List<Waiting>(Math.Min(_waiting.Count, LargestGroup));
            var conversations = new HashSet<Guid>();
            for (var node = _waiting.First; node is not null && group.Count < LargestGroup;)
            {
                var next = node.Next;
                if (conversations.Add(node.Value.Item.ConversationId))
                {
                    group.Add(node.Value);
                    _waiting.Remove(node);
                }

                node = next;
            }

            _writers -= group.Count == 0 ? 1 : 0;
            return group;
        }
    }

    private async Task WriteAsync(List<Waiting> group)
    {
        // Everybody locks rows in the same order, so groups never wait for each other in a circle.
        CollectionsMarshal.AsSpan(group).Sort((one, other) => LockOrder(one.Item).CompareTo(LockOrder(other.Item)));
        try
        {
            var outcomes = await writeAsync(group.ConvertAll(waiting => waiting.Item));
            for (var i = 0; i < group.Count; i++)
            {
                group[i].SetResult(outcomes[i]);
            }
        }
        catch (PostgresException) when (group.Count > 1)
        {
            // The database refused one of them, or made the group wait too long, and took all of it back. Nobody pays for another's row.
            foreach (var waiting in group)
            {
                _ = WriteAsync([waiting]);
            }
        }
        catch (Exception failed)
        {
            foreach (var waiting in group)
            {
                waiting.SetException(failed);
            }
        }
    }

    private static (Guid OrganizationId, Guid ConversationId) LockOrder(TItem item) => (item.OrganizationId, item.ConversationId);

    /// <summary>A caller, who goes on elsewhere: the writer has the next group to write.</summary>
    private sealed class Waiting(TItem item) : TaskCompletionSource<TOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TItem Item => item;
    }
}

/// <summary>What a group needs to know of its members: whose row they change.</summary>
internal interface IConversationWrite
{
    Guid OrganizationId { get; }

    Guid ConversationId { get; }
}
