using System.Globalization;
using StackExchange.Redis;

namespace Agentes.Platform.Caching;

/// <summary>Reads where Redis is, in either way that people write it down.</summary>
public static class RedisSettings
{
    /// <summary>
    /// "host:port,option=value", or redis[s]://user:password@host:port/database. Redis may come up after us and go away again:
    /// nothing that is kept there is needed to be right, so a lost connection is retried in the background.
    /// </summary>
    public static ConfigurationOptions Read(string configured)
    {
        var options = Uri.TryCreate(configured, UriKind.Absolute, out var url) && url.Scheme is "redis" or "rediss"
            ? FromUrl(url!)
            : ConfigurationOptions.Parse(configured);
        options.AbortOnConnectFail = false;
        options.ClientName ??= "agentes";
        return options;
    }

    private static ConfigurationOptions FromUrl(Uri url)
    {
        var user = url.UserInfo.Split(':', 2);
        var options = new ConfigurationOptions { Ssl = url.Scheme == "rediss" };
        options.EndPoints.Add(url.Host, url.Port < 0 ? 6379 : url.Port);
        if (user.Length == 2)
        {
            options.User = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null;
            options.Password = Uri.UnescapeDataString(user[1]);
        }

        if (int.TryParse(url.AbsolutePath.Trim('/'), NumberStyles.None, CultureInfo.InvariantCulture, out var database))
        {
            options.DefaultDatabase = database;
        }

        return options;
    }
}
