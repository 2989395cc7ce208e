using Agentes.ModelGateway.Caching;
using Agentes.ModelGateway;
using Agentes.Platform.Agents;
using Agentes.Platform.Caching;
using Agentes.Platform.Contacts;
using Agentes.Platform.Conversations;
using Agentes.Platform.Data;
using Agentes.Platform.Demo;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Knowledge;
using Agentes.Platform.Models;
using Agentes.Platform.Models.Ledger;
using Agentes.Platform.Operations;
using Agentes.Platform.Organizations;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform;

/// <summary>Everything that the platform registers, a line per feature.</summary>
public static class PlatformServices
{
    public static IServiceCollection AddPlatform(this IServiceCollection services, PlatformOptions options)
    {
        services.TryAddSingleton<TimeProvider>(new StoredTime());
        services.AddSingleton(options);
        services.AddDatabase(options.Database);
        services.AddCaching(options.Redis);
        services.AddSingleton<AgentDirectory>();
        services.AddSingleton<ContactDirectory>();
        services.AddScoped<FindOrCreateContact>();
        services.AddSingleton<OrganizationDirectory>();
        services.AddSingleton<Retrieval>();
        services.AddIdentity();
        services.AddConversations(options.Conversations);
        services.AddModelGateway(options.ModelsFile);
        services.AddModelLedger(options.Ledger);
        services.AddSingleton<IReplyStore, RedisReplyStore>();
        services.AddJobs();
        services.AddDemo();
        services.AddHttpConventions();
        services.ConfigureHttpJsonOptions(json => StrictJson.Configure(json.SerializerOptions));

        // Called in this assembly: the generator that finds the requests to validate looks at the caller's project only.
        services.AddValidation();
        return services;
    }
}
