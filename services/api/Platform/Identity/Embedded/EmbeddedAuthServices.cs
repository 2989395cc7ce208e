using Agentes.Platform.Identity.Embedded.Admin;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Identity.Embedded;

internal static class EmbeddedAuthServices
{
    public static IServiceCollection AddEmbeddedAuth(this IServiceCollection services)
    {
        services.AddSingleton<Passwords>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<OneTimeTokens>();
        services.AddSingleton<Redirects>();
        services.AddSingleton<AuthLimits>();
        services.AddSingleton<IMailbox, OutboxFolder>();
        services.AddSingleton<AuthMails>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<BearerLogins>();
        services.AddScoped<IdentityDb>();
        services.AddScoped<OneTimeSignIn>();
        services.AddScoped<SignUp>();
        services.AddScoped<SignInWithPassword>();
        services.AddScoped<RefreshSession>();
        services.AddScoped<ExchangeCode>();
        services.AddScoped<ChangePassword>();
        services.AddScoped<UpdateUser>();
        services.AddSingleton<AdminAccess>();
        services.AddScoped<UserChange>();
        services.AddScoped<ChangeUser>();
        services.AddScoped<DeleteUser>();
        return services;
    }
}
