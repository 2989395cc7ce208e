using Agentes.Host;
using Agentes.Host.Embedded;
using Agentes.Platform.Data;

try
{
    var settings = HostSettings.Read(args);
    FreePort.Require(settings.Address, settings.Port);
    await using var embedded = await EmbeddedServices.StartAsync(settings, CancellationToken.None);
    await using var app = Application.Build(settings, embedded);
    await app.Services.GetRequiredService<DatabaseSchema>().ApplyAsync(CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (StartupFailure failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return failure.ExitCode;
}
