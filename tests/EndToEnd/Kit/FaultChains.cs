using Ledger.Domain.Governance;

namespace Ledger.EndToEnd.Kit;

/// <summary>One chain for each algorithm, started when the first scenario needs it and used by all.</summary>
public sealed class FaultChains : IAsyncLifetime
{
    private readonly Dictionary<string, FaultyNodes> _chains = [];

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (FaultyNodes chain in _chains.Values)
        {
            await chain.DisposeAsync();
        }
    }

    /// <summary>The chain that agrees by an algorithm.</summary>
    internal async Task<FaultyNodes> OfAsync(string algorithm)
    {
        if (!_chains.TryGetValue(algorithm, out FaultyNodes? chain))
        {
            Assert.True(ConsensusAlgorithmNames.TryParse(algorithm, out ConsensusAlgorithm parsed), $"There is no '{algorithm}'.");
            chain = new FaultyNodes(parsed);
            await chain.InitializeAsync();
            _chains.Add(algorithm, chain);
        }

        return chain;
    }
}
