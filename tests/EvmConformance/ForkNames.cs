using Ledger.Domain.Governance;

namespace Ledger.EvmConformance;

/// <summary>The names of forks as test files write them.</summary>
internal static class ForkNames
{
    /// <summary>Ethereum's revisions before the first that the EVM runs, the oldest first.</summary>
    private static readonly string[] Earlier =
        ["Frontier", "Homestead", "EIP150", "EIP158", "Byzantium", "Constantinople", "ConstantinopleFix"];

    /// <summary>The fork of a name; <see langword="null"/> when the runner does not know it.</summary>
    public static Fork? Find(string name, StringComparison comparison = StringComparison.Ordinal)
    {
        foreach (Fork fork in Enum.GetValues<Fork>())
        {
            if (name.Equals(fork.ToString(), comparison))
            {
                return fork;
            }
        }

        return null;
    }

    /// <summary>The known forks of a range, oldest first: <c>Cancun+</c>, or <c>Byzantium..Istanbul</c> with both ends in it.</summary>
    public static IEnumerable<Fork> Range(string text)
    {
        string[] ends = text.TrimEnd('+').Split("..");
        Fork[] known = Enum.GetValues<Fork>();
        Fork? first = Earlier.Contains(ends[0]) ? known[0] : Find(ends[0]);
        Fork? last = ends.Length == 1 ? text.EndsWith('+') ? known[^1] : first : Find(ends[1]);
        return known.Where(fork => fork >= first && fork <= last);
    }
}
