using System.Globalization;
using System.Text;

namespace Agentes.Bench.Common;

/// <summary>The options that a program understands: one declaration serves the parser and <c>--help</c>.</summary>
public sealed class CommandLine(string program, string purpose)
{
    private readonly List<Option> _options = [];

    /// <summary>Declares <c>--name VALUE</c>; without a fallback the option is absent until it is given.</summary>
    public CommandLine Value(string name, string placeholder, string help, string? fallback = null)
    {
        _options.Add(new Option(name, placeholder, help, fallback));
        return this;
    }

    /// <summary>Declares <c>--name</c>, which is either there or not.</summary>
    public CommandLine Flag(string name, string help)
    {
        _options.Add(new Option(name, null, help, null));
        return this;
    }

    /// <summary>Reads <c>--name value</c>, <c>--name=value</c> and flags.</summary>
    /// <exception cref="UsageException">An option is unknown or lacks its value.</exception>
    public Options Parse(IReadOnlyList<string> args)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            var (name, inline) = Split(args[i]);
            var option = _options.Find(o => o.Name == name) ?? throw new UsageException($"unknown option {args[i]}; see --help");
            given[name] = option.Placeholder is null ? "" : inline ?? Next(args, ref i, name);
        }

        foreach (var option in _options.Where(o => o.Fallback is not null))
        {
            given.TryAdd(option.Name, option.Fallback!);
        }

        return new Options(given);
    }

    /// <summary>The text of <c>--help</c>.</summary>
    public string Help()
    {
        var text = new StringBuilder();
        text.AppendLine(purpose).AppendLine();
        var project = program.Contains('/', StringComparison.Ordinal) ? program : "bench/" + program;
        text.AppendLine(CultureInfo.InvariantCulture, $"usage: dotnet run -c Release --project {project} -- [options]");
        foreach (var option in _options)
        {
            var left = option.Placeholder is null ? $"--{option.Name}" : $"--{option.Name} {option.Placeholder}";
            var fallback = string.IsNullOrEmpty(option.Fallback) ? "" : $" (default {option.Fallback})";
            text.AppendLine(CultureInfo.InvariantCulture, $"  {left,-28} {option.Help}{fallback}");
        }

        text.AppendLine().Append("The last line is one JSON object with the figures. Exit: 0 all checks hold, 1 a check failed, ");
        return text.Append("2 wrong usage, 3 something that must be installed is missing.").ToString();
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var name = argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..] : argument;
        var equals = name.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (name, null) : (name[..equals], name[(equals + 1)..]);
    }

    private static string Next(IReadOnlyList<string> args, ref int i, string name) =>
        ++i < args.Count ? args[i] : throw new UsageException($"--{name} needs a value; see --help");

    private sealed record Option(string Name, string? Placeholder, string Help, string? Fallback);
}
