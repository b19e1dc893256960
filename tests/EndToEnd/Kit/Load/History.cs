using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Ledger.Domain.Primitives;

namespace Ledger.EndToEnd.Kit.Load;

/// <summary>What all clients of a chain saw, in the order in which they saw it. Thread-safe.</summary>
internal sealed partial class History
{
    private readonly ConcurrentQueue<HistoryEntry> _entries = new();

    /// <summary>All of it.</summary>
    public IReadOnlyCollection<HistoryEntry> Entries => _entries;

    /// <summary>Adds a line.</summary>
    public void Add(HistoryEntry entry) => _entries.Enqueue(entry);

    /// <summary>The transactions that clients sent.</summary>
    public HashSet<Hash256> Invoked() => [.. Of(HistoryStep.Invoke).Select(entry => entry.Transaction)];

    /// <summary>The transactions that a node called final, and the block that it named.</summary>
    /// <remarks>Fails when two nodes named different blocks.</remarks>
    public IReadOnlyDictionary<Hash256, string> Acknowledged()
    {
        var blocks = new Dictionary<Hash256, string>();
        foreach (HistoryEntry entry in Of(HistoryStep.Ok))
        {
            Assert.True(
                blocks.TryAdd(entry.Transaction, entry.Detail) || blocks[entry.Transaction] == entry.Detail,
                $"{entry.Node} says that {entry.Transaction} is in block {entry.Detail}; it was final in {blocks[entry.Transaction]}.");
        }

        return blocks;
    }

    /// <summary>Asserts that errors say what a caller may know and nothing else (invariant I13).</summary>
    /// <param name="codes">The JSON-RPC codes of the nodes' own registry.</param>
    public void AssertRefusalsAreClean(IReadOnlySet<int> codes)
    {
        foreach (HistoryEntry entry in Of(HistoryStep.Refused))
        {
            Assert.False(Inside().IsMatch(entry.Detail), $"{entry.Node} told a client of its inside: {entry.Detail}");
            Assert.True(
                codes.Contains(int.Parse(entry.Detail.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)),
                $"{entry.Node} answered with a code that no document names: {entry.Detail}");
        }
    }

    private IEnumerable<HistoryEntry> Of(HistoryStep step) => _entries.Where(entry => entry.Step == step);

    /// <summary>Stack traces, exception and type names of the program, SQL, paths.</summary>
    [GeneratedRegex(@"\bat Ledger\.|Exception|Npgsql|Postgres|\b(select|insert|copy) .* (from|into)\b|/(tmp|home|var|usr|root)/", RegexOptions.IgnoreCase)]
    private static partial Regex Inside();
}
