using Agentes.Bench.Common;

namespace Agentes.Bench.Load;

/// <summary>The platform, with an API key and an agent that answers at once.</summary>
internal sealed class PlatformUnderLoad(PlatformApi api, Uri address, string apiKey, Guid agentId) : ISystemUnderLoad
{
    // Bare: no cookies, no redirects, no buffering between the customer and the socket.
    private readonly HttpMessageInvoker _http = new(Connections.NewHandler());
    private readonly string _run = Guid.CreateVersion7().ToString("N");
    private int _customers;

    public async Task<ICustomerLine> OpenAsync(CancellationToken ct)
    {
        var customer = Interlocked.Increment(ref _customers);
        var conversation = await api.CreateConversationAsync(agentId, $"load-{_run}-{customer}", ct);
        var line = new PlatformLine(_http, new Uri(address, $"/api/v1/conversations/{conversation.Id}/"), apiKey, customer);
        await line.ListenAsync(ct);
        return line;
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
