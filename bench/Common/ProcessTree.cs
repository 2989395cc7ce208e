using System.Globalization;

namespace Agentes.Bench.Common;

/// <summary>What Linux tells of a process and its descendants. Elsewhere every figure is zero.</summary>
public static class ProcessTree
{
    /// <summary>Linux counts processor time for user programs in hundredths of a second, whatever the kernel's tick.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Resident memory of the process itself, in bytes.</summary>
    public static long ResidentBytes(int pid)
    {
        var status = $"/proc/{pid}/status";
        if (!File.Exists(status))
        {
            return 0;
        }

        var line = File.ReadLines(status).FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        var kilobytes = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return kilobytes is null ? 0 : long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>Processor seconds of the process and of everything that it started and that still runs.</summary>
    public static double CpuSeconds(int pid)
    {
        var processes = ReadAll();
        var children = processes.ToLookup(p => p.Value.Parent, p => p.Key);
        var (sum, open) = (0.0, new Stack<int>([pid]));
        while (open.TryPop(out var next))
        {
            sum += processes.TryGetValue(next, out var process) ? process.Seconds : 0;
            foreach (var child in children[next])
            {
                open.Push(child);
            }
        }

        return sum;
    }

    /// <summary>Processor seconds of the process alone.</summary>
    public static double OwnCpuSeconds(int pid) => Read($"/proc/{pid}")?.Seconds ?? 0;

    /// <summary>Processor seconds that the whole machine worked since it started.</summary>
    public static double MachineBusySeconds()
    {
        if (!File.Exists("/proc/stat"))
        {
            return 0;
        }

        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        // user, nice, system, idle, iowait, irq, softirq, steal; the guest fields are already part of user.
        return (fields[0] + fields[1] + fields[2] + fields[5] + fields[6]) / TicksPerSecond;
    }

    private static Dictionary<int, (int Parent, double Seconds)> ReadAll()
    {
        var processes = new Dictionary<int, (int, double)>();
        var folders = Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [];
        foreach (var folder in folders)
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && Read(folder) is { } process)
            {
                processes[pid] = process;
            }
        }

        return processes;
    }

    private static (int Parent, double Seconds)? Read(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            // The name, in parentheses, may hold spaces: the fields are counted from after it.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), ticks / TicksPerSecond);
        }
        catch (IOException)
        {
            // The process ended between the listing and the reading.
            return null;
        }
    }
}
