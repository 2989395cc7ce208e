using Agentes.Platform;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Serilog;
using Serilog.Formatting.Compact;

namespace Agentes.Host;

/// <summary>Logs, traces, metrics and health in one place.</summary>
internal static class Observability
{
    private const string ModelGateway = "Agentes.ModelGateway";

    /// <summary>Spans cost something on every message, so they are made only when there is somewhere to send them, or TRACES=on.</summary>
    public static bool TracesAreOn(IConfiguration configuration) =>
        configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } || configuration["TRACES"] == "on";

    public static void AddObservability(this WebApplicationBuilder builder, HostSettings settings)
    {
        builder.Services.AddSerilog(log => log
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)

            // Whoever asks for the health is told it, and asks every few seconds.
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", Serilog.Events.LogEventLevel.Fatal)
            .MinimumLevel.Override("Orleans", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("Orleans.Runtime.Silo", Serilog.Events.LogEventLevel.Error)

            // Its first look has nothing to compare with but the start of the machine, and cries wolf.
            .MinimumLevel.Override("Orleans.Runtime.Watchdog", Serilog.Events.LogEventLevel.Error)

            // It writes a line for each conversation that wakes up.
            .MinimumLevel.Override("Polly", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("Hangfire", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("System.Net.Http", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("ZiggyCreatures", Serilog.Events.LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.File(
                new CompactJsonFormatter(),
                Path.Combine(settings.DataFolder, "logs", "agentes-.jsonl"),
                buffered: true,
                flushToDiskInterval: TimeSpan.FromSeconds(1),
                rollingInterval: RollingInterval.Day,
                fileSizeLimitBytes: 100_000_000,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: 7)
            .WriteTo.Console(Serilog.Events.LogEventLevel.Warning, formatProvider: System.Globalization.CultureInfo.InvariantCulture));

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("agentes"))
            .WithMetrics(metrics => metrics
                .AddMeter(PlatformTelemetry.Name, ModelGateway, "Microsoft.Orleans", "Npgsql", "Microsoft.AspNetCore.Hosting")
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());

        if (TracesAreOn(builder.Configuration))
        {
            telemetry.WithTracing(traces => traces
                .AddSource(PlatformTelemetry.Name, ModelGateway, "Microsoft.Orleans.Application")
                .AddAspNetCoreInstrumentation(options => options.Filter = http => http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
                .AddHttpClientInstrumentation()
                .AddNpgsql());
        }

        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            OpenTelemetry.OpenTelemetryBuilderOtlpExporterExtensions.UseOtlpExporter(telemetry);
        }
    }
}
