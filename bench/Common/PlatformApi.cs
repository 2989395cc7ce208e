using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Agentes.Bench.Common;

/// <summary>The platform's public API as a customer's system calls it. Every call survives a restart of the platform.</summary>
public sealed class PlatformApi(PatientHttp http, Uri address, Login login)
{
    public TimeProvider Clock => http.Clock;

    /// <summary>Which organization is meant when the account belongs to several.</summary>
    public Guid? Organization { get; init; }

    /// <summary>The agent of that name, or the first published one when no name is given; null when there is none.</summary>
    public async Task<Wire.Agent?> FindAgentAsync(string? name, CancellationToken ct)
    {
        string? cursor = null;
        do
        {
            var page = await GetAsync<Wire.PageOf<Wire.Agent>>($"/api/v1/agents?limit=100{After(cursor)}", ct);
            var found = page.Data.FirstOrDefault(a => name is null ? a.PublishedVersion is not null : a.Name == name);
            if (found is not null)
            {
                return found;
            }

            cursor = page.Page.HasMore ? page.Page.NextCursor : null;
        }
        while (cursor is not null);
        return null;
    }

    /// <summary>Creates and publishes an agent that answers at once, because every turn arrives whole.</summary>
    public async Task<Guid> CreateAgentAsync(string name, CancellationToken ct)
    {
        var draft = new
        {
            persona = "Atendente da loja, cordial e direta.",
            instructions = "Responda com base no que a loja publicou.",
            language = "auto",
            quiet_window_ms = 0,
        };
        var agent = await PostAsync<Wire.Created>("/api/v1/agents", new { name, draft }, ct);
        await PostAsync<Wire.Agent>($"/api/v1/agents/{agent.Id}/publish", new { }, ct);
        return agent.Id;
    }

    public Task<Wire.Conversation> CreateConversationAsync(Guid agentId, string customer, CancellationToken ct)
    {
        var contact = new { name = customer, identity = new { kind = "email", value = $"{customer}@bench.example" } };
        return PostAsync<Wire.Conversation>("/api/v1/conversations", new { agent_id = agentId, contact, channel = "api" }, ct);
    }

    /// <summary>The customer speaks. Repeating it with the same client message id stores one message.</summary>
    public Task<Wire.Accepted> SendMessageAsync(Guid conversationId, string text, Guid clientMessageId, CancellationToken ct) =>
        PostAsync<Wire.Accepted>(
            $"/api/v1/conversations/{conversationId}/messages", new { text, client_message_id = clientMessageId }, null, ct);

    public Task<Wire.PageOf<Wire.Message>> NewestMessagesAsync(Guid conversationId, CancellationToken ct) =>
        GetAsync<Wire.PageOf<Wire.Message>>($"/api/v1/conversations/{conversationId}/messages?limit=100", ct);

    /// <summary>Every message of the conversation, oldest first.</summary>
    public async Task<List<Wire.Message>> AllMessagesAsync(Guid conversationId, CancellationToken ct)
    {
        List<Wire.Message> all = [];
        string? cursor = null;
        do
        {
            var path = $"/api/v1/conversations/{conversationId}/messages?order=asc&limit=100{After(cursor)}";
            var page = await GetAsync<Wire.PageOf<Wire.Message>>(path, ct);
            all.AddRange(page.Data);
            cursor = page.Page.HasMore ? page.Page.NextCursor : null;
        }
        while (cursor is not null);
        return all;
    }

    /// <summary>The conversation's live events, from after <paramref name="lastEventId"/> when it is given.</summary>
    public Task<HttpResponseMessage> OpenEventsAsync(Guid conversationId, string? lastEventId, CancellationToken ct)
    {
        HttpRequestMessage Request()
        {
            var request = NewRequest(HttpMethod.Get, $"/api/v1/conversations/{conversationId}/events");
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            if (lastEventId is not null)
            {
                request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
            }

            return request;
        }

        return http.SendAsync(Request, HttpCompletionOption.ResponseHeadersRead, login.RenewAsync, ct);
    }

    /// <summary>Posts with one idempotency key for all attempts: an attempt whose answer was lost must not act twice.</summary>
    public Task<T> PostAsync<T>(string path, object body, CancellationToken ct) =>
        PostAsync<T>(path, body, Guid.CreateVersion7().ToString(), ct);

    private Task<T> PostAsync<T>(string path, object body, string? idempotencyKey, CancellationToken ct)
    {
        HttpRequestMessage Request()
        {
            var request = NewRequest(HttpMethod.Post, path);
            if (idempotencyKey is not null)
            {
                request.Headers.Add("Idempotency-Key", idempotencyKey);
            }

            request.Content = JsonContent.Create(body, body.GetType(), options: Wire.Json);
            return request;
        }

        return ReadAsync<T>(Request, ct);
    }

    private Task<T> GetAsync<T>(string path, CancellationToken ct) => ReadAsync<T>(() => NewRequest(HttpMethod.Get, path), ct);

    private async Task<T> ReadAsync<T>(Func<HttpRequestMessage> request, CancellationToken ct)
    {
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, login.RenewAsync, ct);
        return await response.Content.ReadFromJsonAsync<T>(Wire.Json, ct) ?? throw new InvalidDataException("the platform answered null");
    }

    private HttpRequestMessage NewRequest(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", login.Token);
        if (Organization is { } organization)
        {
            request.Headers.Add("X-Organization-Id", organization.ToString());
        }

        return request;
    }

    private static string After(string? cursor) => cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
}
