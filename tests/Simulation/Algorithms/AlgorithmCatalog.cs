namespace Ledger.Simulation.Algorithms;

/// <summary>The algorithms that can be simulated, by name.</summary>
public static class AlgorithmCatalog
{
    private static readonly IAlgorithm[] All =
        [PbftAlgorithm.Fixed, PbftAlgorithm.Rotating, new RaftAlgorithm()];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names => [.. All.Select(algorithm => algorithm.Name)];

    /// <summary>The algorithm with a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IAlgorithm Get(string name) => All.FirstOrDefault(algorithm => algorithm.Name == name)
        ?? throw new ArgumentException($"There is no algorithm {name}; there are {string.Join(", ", Names)}.", nameof(name));
}
