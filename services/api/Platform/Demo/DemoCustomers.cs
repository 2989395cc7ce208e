using Agentes.Platform.Conversations;
using Agentes.Platform.Conversations.Engine;
using Agentes.Platform.Conversations.Ledger;
using Agentes.Platform.Data;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Agentes.Platform.Demo;

/// <summary>
/// On the first start the demo shop's customers write their messages, one after the other, and the real engine answers them: replies and
/// receipts of the demo are what this installation really says.
/// </summary>
internal sealed class DemoCustomers(
    AcrossOrganizations across,
    ConversationLedger ledger,
    IGrainFactory grains,
    ConversationOptions options,
    IServiceScopeFactory scopes,
    TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>A customer whose question stays unanswered this long stops writing; the engine will still answer what is there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await FindOrganizationAsync(stoppingToken) is not { } organizationId)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organizationId);
        var db = scope.ServiceProvider.GetRequiredService<PlatformDb>();
        foreach (var written in DemoFiles.Conversations)
        {
            var conversation = await db.Conversations.AsNoTracking()
                .Where(c => c.IsDemo && c.LastSequence == 0 && db.Contacts.Any(p => p.Id == c.ContactId && p.Name == written.Contact.Name))
                .Select(c => (Guid?)c.Id).FirstOrDefaultAsync(stoppingToken);
            if (conversation is { } id)
            {
                await SpeakAsync(db, organizationId, id, written.Messages, stoppingToken);
            }
        }
    }

    private async Task<Guid?> FindOrganizationAsync(CancellationToken ct)
    {
        await using var db = across.CreateDb();
        return await db.Organizations.IgnoreQueryFilters([PlatformDb.OrganizationFilter]).Where(o => o.IsDemo)
            .Select(o => (Guid?)o.Id).FirstOrDefaultAsync(ct);
    }

    private async Task SpeakAsync(PlatformDb db, Guid organizationId, Guid conversationId, IReadOnlyList<string> messages, CancellationToken ct)
    {
        foreach (var text in messages)
        {
            var now = clock.GetUtcNow();
            var message = new NewMessage(Guid.CreateVersion7(now), ClientMessageId: null, text, TraceParent: null);
            await ledger.AcceptAsync(organizationId, conversationId, message, now, now + options.Lease, ct);
            await grains.Conversation(conversationId).WakeAsync(new WakeUp(organizationId));
            if (!await IsAnsweredAsync(db, message.Id, now + Patience, ct))
            {
                return;
            }
        }
    }

    private async Task<bool> IsAnsweredAsync(PlatformDb db, Guid messageId, DateTimeOffset deadline, CancellationToken ct)
    {
        while (clock.GetUtcNow() < deadline)
        {
            await Task.Delay(LookEvery, clock, ct);
            if (await db.Messages.AnyAsync(m => m.Id == messageId && m.Status == MessageStatus.Handled, ct))
            {
                return true;
            }
        }

        return false;
    }
}
