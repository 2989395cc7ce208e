using System.Text.Json;
using Agentes.Routing;

namespace Agentes.Tools.Route;

/// <summary>Chooses the command. Exit codes: 0 done, 1 a file cannot be read, 2 wrong usage.</summary>
internal static class RouteProgram
{
    private const string Help = """
        Chooses model tiers, and measures how well they are chosen.

        usage: dotnet run -c Release --project tools/Route -- [FILE]           decisions, one JSON line for each line read
               dotnet run -c Release --project tools/Route -- eval FILE...     quality on labelled messages
               dotnet run -c Release --project tools/Route -- apgr FILE        quality of weak-or-strong routing

        Files are JSON lines, gzipped or not; without FILE the standard input is read.
          decisions  {"text": "...", "customer_value": 0, "language": null, "recent_turns": [], "max_tier": 4}; only text is required
          eval       {"text": "...", "intent": "faq", "lang": "pt", "source": "who wrote it"}
          apgr       {"prompt": "...", "weak": 0, "strong": 1, "domain": "topic"}; outcomes are numbers, the higher the better, or true/false

          --model FILE   another model file than the one that ships with the library
        """;

    public static int Run(string[] args, TextReader input, TextWriter output, TextWriter errors)
    {
        try
        {
            var arguments = args.ToList();
            var model = TakeModel(arguments);
            return arguments switch
            {
                ["--help" or "-h", ..] => Say(output, Help),
                ["eval", _, ..] => EvalCommand.Run(model, arguments[1..], output),
                ["apgr", var file] => ApgrCommand.Run(file, output),
                [] => DecideCommand.Run(model, input, output),
                [var file] when !file.StartsWith('-') && file is not ("eval" or "apgr") => DecideCommand.Run(model, file, output),
                _ => Say(errors, "wrong usage; see --help", 2),
            };
        }
        catch (Exception failure) when (failure is IOException or FormatException or JsonException or InvalidDataException)
        {
            return Say(errors, failure.Message, 1);
        }
    }

    private static IntentModel TakeModel(List<string> arguments)
    {
        var at = arguments.IndexOf("--model");
        if (at < 0 || at + 1 >= arguments.Count)
        {
            return IntentModel.Default;
        }

        var model = IntentModel.Load(File.ReadAllBytes(arguments[at + 1]));
        arguments.RemoveRange(at, 2);
        return model;
    }

    private static int Say(TextWriter writer, string text, int exitCode = 0)
    {
        writer.WriteLine(text);
        return exitCode;
    }
}
