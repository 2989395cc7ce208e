using Agentes.ModelGateway;
using Agentes.Platform.Conversations.Engine;
using Agentes.Platform.Conversations.Ledger;
using Agentes.Platform.Conversations.Live;
using Agentes.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Conversations;

internal static class ConversationServices
{
    public static IServiceCollection AddConversations(this IServiceCollection services, ConversationOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<ConversationLedger>();
        services.AddSingleton<OrganizationFeed>();
        services.AddSingleton<LocalListeners>();
        services.AddSingleton<ReplyWriter>();
        services.AddScoped<ConversationChange>();
        services.AddSingleton<IIntentClassifier>(_ => IntentModel.Default);
        services.AddSingleton<ComplexityEstimator>();
        services.AddSingleton(RoutingPolicy.Specification);
        services.AddSingleton<ModelRouter>();
        return services;
    }
}
