using System.Globalization;

namespace Ledger.Load;

/// <summary>CPU time and memory of a process and its descendants, from <c>/proc</c> (proc(5)).</summary>
internal sealed class ProcessMeter(string name, int processId)
{
    // USER_HZ, which is 100 on every Linux that .NET supports.
    private const double TicksOfSecond = 100;

    private double _secondsAtStart;
    private HashSet<int> _family = [];

    /// <summary>What the report calls the process.</summary>
    public string Name => name;

    /// <summary>CPU seconds since <see cref="Start"/>.</summary>
    public double CpuSeconds => TotalSeconds() - _secondsAtStart;

    /// <summary>The most memory that was resident at a sample, in MB: the process, and what its children do not share.</summary>
    public double ResidentMaxMb { get; private set; }

    /// <summary>Starts to count.</summary>
    public void Start()
    {
        _secondsAtStart = TotalSeconds();
        _family = Family();
        Sample();
    }

    /// <summary>Looks at the memory of the processes that there were at the start: to look for new ones costs CPU.</summary>
    public void Sample()
    {
        double own = StatusMb(processId, "VmRSS:");
        double children = _family.Where(id => id != processId).Sum(id => StatusMb(id, "RssAnon:"));
        ResidentMaxMb = Math.Max(ResidentMaxMb, own + children);
    }

    private double TotalSeconds()
    {
        // Fields 14 to 17: user, system, and the same of children that have ended. A child that ends meanwhile moves
        // from its own line into its parent's, so nothing is lost.
        double ticks = Family().Select(Fields).Where(fields => fields.Length > 15)
            .Sum(fields => fields.Skip(11).Take(4).Sum(text => double.Parse(text, CultureInfo.InvariantCulture)));
        return ticks / TicksOfSecond;
    }

    private HashSet<int> Family()
    {
        ILookup<int, int> childrenOf = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Fields: Fields(id)))
            .Where(entry => entry.Fields.Length > 2)
            .ToLookup(entry => int.Parse(entry.Fields[1], CultureInfo.InvariantCulture), entry => entry.Id);
        var family = new HashSet<int>();
        var open = new Stack<int>([processId]);
        while (open.TryPop(out int id))
        {
            if (family.Add(id))
            {
                foreach (int child in childrenOf[id])
                {
                    open.Push(child);
                }
            }
        }

        return family;
    }

    /// <summary>The fields of <c>stat</c> from the third on: the second, in parentheses, may contain anything.</summary>
    private static string[] Fields(int id)
    {
        string stat = Read($"/proc/{id}/stat");
        int end = stat.LastIndexOf(')');
        return end < 0 ? [] : stat[(end + 2)..].Split(' ');
    }

    private static double StatusMb(int id, string field)
    {
        string? line = Array.Find(
            Read($"/proc/{id}/status").Split('\n'), text => text.StartsWith(field, StringComparison.Ordinal));
        string[] parts = (line ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 1 ? double.Parse(parts[1], CultureInfo.InvariantCulture) / 1024 : 0;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return ""; // The process has ended.
        }
    }
}
