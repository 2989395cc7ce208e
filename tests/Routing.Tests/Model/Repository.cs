using System.Reflection;
using Agentes.Tools.Common;
using Agentes.Tools.Train;

namespace Agentes.Routing.Tests.Model;

/// <summary>Files of the repository that tests read where they lie.</summary>
internal static class Repository
{
    private static readonly string Root = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Repository").Value!;

    public static readonly Lazy<List<LabelledText>> Texts = new(() => Utterances.Read(File("libs/Routing/Training/utterances")));

    public static string File(string path) => Path.Combine(Root, path);
}
