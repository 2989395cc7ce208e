using Agentes.Bench.Common;
using Npgsql;

namespace Agentes.Crash.Tests;

/// <summary>What became of the acknowledged messages: once as the API tells it, once as it lies in the tables.</summary>
internal static class Evidence
{
    /// <summary>Each column counts a kind of wrong row; the first counts rows at all, so that an empty table proves nothing.</summary>
    private const string Sql =
        """
        WITH acknowledged AS (SELECT unnest($1::uuid[]) AS id),
        talks AS (SELECT DISTINCT conversation_id FROM messages JOIN acknowledged USING (id)),
        written AS (SELECT messages.* FROM messages JOIN talks USING (conversation_id)),
        replies AS (SELECT * FROM written WHERE direction = 'outbound' AND author = 'agent' AND in_reply_to IS NOT NULL)
        SELECT
          (SELECT count(*) FROM written WHERE direction = 'inbound') AS inbound,
          (SELECT count(*) FROM acknowledged a WHERE NOT EXISTS (SELECT FROM written w WHERE w.id = a.id AND w.direction = 'inbound')) AS lost,
          (SELECT count(*) FROM written w WHERE direction = 'inbound' AND NOT EXISTS (SELECT FROM acknowledged a WHERE a.id = w.id)) AS extra,
          (SELECT count(*) FROM written w WHERE direction = 'inbound'
             AND (status <> 'handled' OR NOT EXISTS (SELECT FROM replies r WHERE r.id = w.reply_id))) AS unanswered,
          (SELECT count(*) - count(DISTINCT in_reply_to) FROM replies) AS answered_twice,
          (SELECT count(*) FROM replies r WHERE NOT EXISTS (SELECT FROM written w WHERE w.reply_id = r.id)) AS answers_to_nothing,
          (SELECT count(*) FROM replies r WHERE (SELECT count(*) FROM routing_analytics d WHERE d.message_id = r.id) <> 1) AS without_receipt,
          (SELECT count(*) FROM (SELECT FROM written GROUP BY conversation_id
             HAVING count(*) <> count(DISTINCT sequence) OR max(sequence) <> count(*)) gaps) AS misnumbered
        """;

    public static async Task ShouldHoldInTheDatabaseAsync(
        string connectionString, IReadOnlyList<Acknowledged> acknowledged, CancellationToken ct)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(Sql);
        command.Parameters.AddWithValue(acknowledged.Select(m => m.MessageId).ToArray());
        await using var row = await command.ExecuteReaderAsync(ct);
        (await row.ReadAsync(ct)).ShouldBeTrue();
        row.GetInt64(0).ShouldBe(acknowledged.Count, "rows of customers' messages");
        for (var column = 1; column < row.FieldCount; column++)
        {
            row.GetInt64(column).ShouldBe(0, row.GetName(column));
        }
    }

    public static async Task ShouldHoldThroughTheApiAsync(PlatformApi api, IReadOnlyList<Acknowledged> acknowledged, CancellationToken ct)
    {
        foreach (var conversation in acknowledged.GroupBy(m => m.ConversationId))
        {
            var listed = await api.AllMessagesAsync(conversation.Key, ct);
            var replies = listed.Where(m => m is { Direction: "outbound", InReplyTo: not null }).ToList();
            foreach (var message in conversation)
            {
                var stored = listed.Where(m => m.Id == message.MessageId).ShouldHaveSingleItem($"message {message.MessageId}");
                replies.Count(r => r.Id == stored.ReplyId).ShouldBe(1, $"replies to the turn of message {message.MessageId}");
            }

            replies.ShouldBe(replies.DistinctBy(r => r.InReplyTo), $"one reply for each turn of conversation {conversation.Key}");
        }
    }
}
