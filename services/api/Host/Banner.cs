using System.Net;
using Agentes.Host.Embedded;

namespace Agentes.Host;

/// <summary>What somebody who has just started this wants to know.</summary>
internal static class Banner
{
    public static void Print(HostSettings settings, EmbeddedServices embedded, ModelGateway.ModelGatewayClient gateway)
    {
        var address = IPAddress.IsLoopback(settings.Address) ? $"http://localhost:{settings.Port}" : settings.Url;
        var hosted = gateway.Groups.Where(g => g.Available && g.Name != "local").Select(g => g.Name).ToList();
        Console.WriteLine();
        Console.WriteLine($"  Agentes de Conversão  {address}");
        Console.WriteLine();
        if (settings.Demo && embedded.Secrets.DemoPassword is { } password)
        {
            Console.WriteLine($"  Demo login   {DemoAccount.Email} / {password}");
        }

        Console.WriteLine($"  API          {address}/docs");
        Console.WriteLine($"  PostgreSQL   {(embedded.DatabaseIsEmbedded ? "embedded" : "DATABASE_URL")}");
        Console.WriteLine($"  Redis        {(embedded.RedisIsEmbedded ? "embedded (Garnet)" : "REDIS_URL")}");
        Console.WriteLine($"  Models       {(hosted.Count > 0 ? string.Join(", ", hosted) : "local only: extractive answers, no model key is set")}");
        Console.WriteLine($"  Data         {settings.DataFolder}");
        Console.WriteLine($"  Web app      {(settings.WebFolder is null ? "not built" : "embedded")}");
        Console.WriteLine();
        Console.WriteLine("  Ctrl+C stops everything.");
    }
}
