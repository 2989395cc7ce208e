using System.Text.Json;
using Agentes.ModelGateway.Accounting.Prices;

namespace Agentes.ModelGateway.Configuration;

/// <summary>Reads <c>pricing</c>: a file of prices and its format.</summary>
internal static class PricingReader
{
    private static readonly (string Name, PriceFormat Format)[] Formats =
        [("litellm", PriceFormat.LiteLLM), ("portkey", PriceFormat.Portkey), ("native", PriceFormat.Native)];

    /// <returns>The prices built in when no file is named or it cannot be used; the problem is reported.</returns>
    public static PriceBook Read(YamlSection root, string source, ConfigurationReading reading)
    {
        if (root.Section("pricing") is not { } pricing)
        {
            return PriceBook.BuiltIn;
        }

        var (file, word) = (pricing.Text("file"), pricing.Text("format"));
        pricing.RejectUnread();
        pricing.RejectMissingVariables();
        var format = Array.Find(Formats, known => known.Name == word);
        if (file is null || format.Name is null)
        {
            pricing.Problem(
                file is null ? "file" : "format",
                file is null ? "is missing" : $"'{word}' is not one of litellm, portkey and native",
                word is null ? null : Spelling.Nearest(word, Formats.Select(known => known.Name)));
            return PriceBook.BuiltIn;
        }

        var path = Path.Combine(Path.GetDirectoryName(source) ?? "", file);
        reading.Uses(path);
        try
        {
            return PriceFile.Read(File.ReadAllText(path), path, format.Format);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            pricing.Problem("file", $"'{file}' cannot be used: {exception.Message}");
            return PriceBook.BuiltIn;
        }
    }

    /// <summary>Notes what is odd about prices that are used; a list of thousands has many that nobody here calls.</summary>
    public static void NoteDoubts(IReadOnlyList<ModelGroup> groups, PriceBook prices, ConfigurationReading reading)
    {
        foreach (var deployment in groups.SelectMany(group => group.Deployments).Where(deployment => deployment.Price?.Source != "configuration"))
        {
            foreach (var doubt in prices.DoubtsOf(deployment.Provider, deployment.Model))
            {
                reading.Note($"The price of {deployment.Provider}/{deployment.Model}: {doubt}.");
            }
        }
    }
}
