using Agentes.ModelGateway.Admission;
using Agentes.Platform.Identity;
using Agentes.Platform.Models.Limits;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Models.Ledger;

internal static class LedgerServices
{
    /// <summary>What calls of models may take, and the account of what they took.</summary>
    public static IServiceCollection AddModelLedger(this IServiceCollection services, LedgerOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<LedgerNode>();
        services.AddSingleton<LimitDirectory>();
        services.AddSingleton<IEvictable>(provider => provider.GetRequiredService<LimitDirectory>());
        services.AddSingleton<LocalCounters>();
        if (options.IsShared)
        {
            services.AddSingleton<ILimitCounters, RedisCounters>();
        }
        else
        {
            services.AddSingleton<ILimitCounters>(provider => provider.GetRequiredService<LocalCounters>());
        }

        services.AddSingleton<BudgetBank>();
        services.AddSingleton<BudgetAccounts>();
        services.AddSingleton<LedgerDrain>();
        services.AddSingleton<KeySpend>();
        services.AddSingleton<ICallAdmission, CallAdmission>();

        // They stop in the opposite order: first everything is written down, then what is left of the leases is given back.
        services.AddHostedService(provider => provider.GetRequiredService<BudgetAccounts>());
        services.AddHostedService(provider => provider.GetRequiredService<LedgerDrain>());
        return services;
    }
}
