using System.Diagnostics;
using System.Reflection;

namespace Agentes.Architecture.Tests;

/// <summary>A text file of the repository, as git would commit it.</summary>
/// <param name="Path">From the root, with slashes.</param>
public sealed record SourceFile(string Path, string Text)
{
    public static readonly string Repository = typeof(SourceFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Repository").Value!;

    private static readonly string[] TextFiles =
    [
        "cs", "csproj", "slnx", "props", "md", "json", "jsonl", "yaml", "yml", "sh", "ts", "tsx", "mjs", "js", "css", "html", "txt", "tsv",
        "sql", "cues", "editorconfig", "gitignore", "py", "toml", "conf", "example",
    ];

    public string Name => System.IO.Path.GetFileName(Path);

    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>Written by a tool: nobody reads it, and nobody shapes it.</summary>
    public bool IsGenerated => Path.Contains("/Migrations/", StringComparison.Ordinal)
        || (Path.EndsWith(".ts", StringComparison.Ordinal)
            && Text[..Math.Min(Text.Length, 300)].Contains("generated", StringComparison.Ordinal));

    public static List<SourceFile> All()
    {
        var files = Listed().Where(path => TextFiles.Contains(System.IO.Path.GetExtension(path).TrimStart('.')))
            .Select(path => (path, whole: System.IO.Path.Combine(Repository, path)))
            .Where(file => File.Exists(file.whole))
            .Select(file => new SourceFile(file.path, File.ReadAllText(file.whole)))
            .ToList();
        files.Count.ShouldBeGreaterThan(300, $"the repository at {Repository} was read");
        return files;
    }

    public static List<SourceFile> CSharp() =>
        [.. All().Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal) && !file.IsGenerated)];

    public static SourceFile Read(string path) => new(path, File.ReadAllText(System.IO.Path.Combine(Repository, path)));

    public override string ToString() => Path;

    /// <summary>Committed, or about to be.</summary>
    private static IEnumerable<string> Listed()
    {
        // The files may belong to somebody else than who runs the tests, as in a container.
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Repository,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var git = Process.Start(start)!;
        var paths = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0, "git lists the files");
        return paths.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct();
    }
}
