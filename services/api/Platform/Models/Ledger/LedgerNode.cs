using Agentes.ModelGateway.Ledger;

namespace Agentes.Platform.Models.Ledger;

/// <summary>
/// This process to the ledger: its journal in the data folder, and the name under which it leases parts of budgets. Several processes over one
/// folder have a journal each.
/// </summary>
internal sealed class LedgerNode : IDisposable
{
    private const int MostProcesses = 64;

    private readonly string _names;

    public LedgerNode(PlatformOptions options, TimeProvider clock)
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow());
        (Journal, var folder) = Open(Path.Combine(options.DataFolder, "ledger"), options.Ledger.JournalBytes);
        _names = Path.Combine(folder, "nodes");
        Former = File.Exists(_names) ? [.. File.ReadLines(_names).Select(Guid.Parse)] : [];
        File.AppendAllLines(_names, [Id.ToString()]);
    }

    /// <summary>New with each start.</summary>
    public Guid Id { get; }

    /// <summary>The processes before this one whose leases may still be there.</summary>
    public IReadOnlyList<Guid> Former { get; private set; }

    public CallJournal Journal { get; }

    /// <summary>The leases of all former processes are given back.</summary>
    public void Forget()
    {
        Former = [];
        File.WriteAllLines(_names, [Id.ToString()]);
    }

    public void Dispose() => Journal.Dispose();

    private static (CallJournal Journal, string Folder) Open(string root, long mostBytes)
    {
        for (var i = 0; ; i++)
        {
            var folder = Path.Combine(root, i.ToString("D2", System.Globalization.CultureInfo.InvariantCulture));
            try
            {
                return (CallJournal.Open(folder, mostBytes), folder);
            }
            catch (IOException) when (i < MostProcesses && File.Exists(Path.Combine(folder, "owner")))
            {
                // Another process of this folder has it.
            }
        }
    }
}
