using System.Text.Json;

namespace Agentes.Platform.Tests.Fixture;

/// <summary>One test's own organization, with the verbs that arrange it through the API.</summary>
public sealed record OrganizationScenario(PlatformFixture Platform, Guid Id, Guid OwnerMemberId, string Key, HttpClient Http)
{
    /// <summary>A message that the specification's table sends to tier 4, so that the scripted provider answers it.</summary>
    public const string Premium = "Quero negociar um desconto para fechar a compra de 50 unidades para minha empresa. ";

    public async Task<Guid> NewAgentAsync(object? settings = null)
    {
        var agent = await Http.PostJsonAsync("agents", new { name = "Vendas", draft = settings ?? new { quiet_window_ms = 0 } });
        var id = agent.GetProperty("id").GetGuid();
        await Http.PostJsonAsync($"agents/{id}/publish", new { });
        return id;
    }

    public async Task<Guid> NewConversationAsync(Guid? agentId = null, string channel = "api")
    {
        var conversation = await Http.PostJsonAsync(
            "conversations", new { agent_id = agentId ?? await NewAgentAsync(), contact = new { name = "Cliente" }, channel });
        return conversation.GetProperty("id").GetGuid();
    }

    public Task<JsonElement> SayAsync(Guid conversation, string text, Guid? clientMessageId = null) =>
        Http.PostJsonAsync($"conversations/{conversation}/messages", new { text, client_message_id = clientMessageId });

    /// <summary>All rows, oldest first.</summary>
    public async Task<List<JsonElement>> MessagesAsync(Guid conversation) =>
        [.. (await Http.GetJsonAsync($"conversations/{conversation}/messages?order=asc&limit=100")).GetProperty("data").EnumerateArray()];

    /// <summary>Waits until the conversation's rows fulfil the condition and returns them.</summary>
    public async Task<List<JsonElement>> UntilAsync(Guid conversation, Func<List<JsonElement>, bool> condition)
    {
        for (var attempt = 0; attempt < 400; attempt++)
        {
            var rows = await MessagesAsync(conversation);
            if (condition(rows))
            {
                return rows;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException(
            "The conversation never got there: " + string.Join(" | ", (await MessagesAsync(conversation)).Select(row => row.ToString())));
    }

    public Task<List<JsonElement>> UntilAnsweredAsync(Guid conversation, int replies = 1) =>
        UntilAsync(conversation, rows => rows.Count(row => row.Text("author") == "agent" && row.Text("in_reply_to") is not null) >= replies);
}
