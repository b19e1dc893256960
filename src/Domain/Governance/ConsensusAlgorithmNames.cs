namespace Ledger.Domain.Governance;

/// <summary>The algorithms' names in files, commands and FISCO's JSON.</summary>
public static class ConsensusAlgorithmNames
{
    /// <summary>All names, in the order of the values.</summary>
    public static IReadOnlyList<string> All { get; } = ["pbft", "rpbft", "raft"];

    /// <summary>The name of an algorithm.</summary>
    public static string Of(ConsensusAlgorithm algorithm) => All[(int)algorithm];

    /// <summary>The algorithm of a name.</summary>
    public static bool TryParse(string name, out ConsensusAlgorithm algorithm)
    {
        int index = All.ToList().IndexOf(name);
        algorithm = (ConsensusAlgorithm)Math.Max(index, 0);
        return index >= 0;
    }
}
