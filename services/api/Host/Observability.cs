using Agentes.Platform;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Serilog;
using Serilog.Events;
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
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)

            // Heard at any level, the web server makes a span for each request, and every step after it carries that along.
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)

            // Whoever asks for the health is told it, and asks every few seconds.
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal)
            .MinimumLevel.Override("Orleans", LogEventLevel.Warning)
            .MinimumLevel.Override("Orleans.Runtime.Silo", LogEventLevel.Error)

            // Its first look has nothing to compare with but the start of the machine, and cries wolf.
            .MinimumLevel.Override("Orleans.Runtime.Watchdog", LogEventLevel.Error)

            // It writes a line for each conversation that wakes up.
            .MinimumLevel.Override("Polly", LogEventLevel.Warning)
            .MinimumLevel.Override("Hangfire", LogEventLevel.Warning)
            .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
            .MinimumLevel.Override("ZiggyCreatures", LogEventLevel.Warning)
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
            .WriteTo.Console(LogEventLevel.Warning, formatProvider: System.Globalization.CultureInfo.InvariantCulture));

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
