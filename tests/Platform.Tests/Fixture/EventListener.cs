using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Agentes.Platform.Tests.Fixture;

/// <summary>An event as it came over the wire.</summary>
public sealed record ReceivedEvent(string Type, string? Id, JsonElement Data);

/// <summary>An open event stream.</summary>
public sealed class EventListener : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventListener(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _events = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
    }

    public static Task<EventListener> OpenAsync(OrganizationScenario shop, Guid conversation, string? lastEventId = null) =>
        OpenAsync(shop.Http, $"conversations/{conversation}/events", lastEventId);

    public static async Task<EventListener> OpenAsync(HttpClient http, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new EventListener(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>Everything up to the first event of this type, and that.</summary>
    public async Task<List<ReceivedEvent>> UntilAsync(string type)
    {
        var received = new List<ReceivedEvent>();
        while (await _events.MoveNextAsync().AsTask().WaitAsync(Patience))
        {
            var item = _events.Current;
            received.Add(new ReceivedEvent(item.EventType, item.EventId, JsonDocument.Parse(item.Data).RootElement));
            if (item.EventType == type)
            {
                return received;
            }
        }

        throw new InvalidOperationException($"The stream ended before {type}.");
    }

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
