using Agentes.Host;
using Agentes.Host.Embedded;

try
{
    if (args.Contains("--new-secrets", StringComparer.Ordinal))
    {
        await Console.Out.WriteAsync(Secrets.NewEnvironmentFile());
        return 0;
    }

    if (ModelsCommand.Run(args, Console.Out, Console.Error) is { } code)
    {
        return code;
    }

    var settings = HostSettings.Read(args);
    FreePort.Require(settings.Address, settings.Port);
    if (settings.Roles == Roles.Edge)
    {
        await using var edge = Edge.Build(settings);
        await edge.RunAsync();
        return 0;
    }

    await using var embedded = await EmbeddedServices.StartAsync(settings, CancellationToken.None);
    await using var app = Application.Build(settings, embedded);
    await Preparation.RunAsync(app, settings, CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (Exception failed) when (StartupFailure.Of(failed) is { } failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return failure.ExitCode;
}
