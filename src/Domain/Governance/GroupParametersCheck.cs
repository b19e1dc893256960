using Ledger.Domain.Primitives;

namespace Ledger.Domain.Governance;

/// <summary>Whether parameters are within their limits: the one rule for the genesis, for changes by transaction and for stored ones.</summary>
public static class GroupParametersCheck
{
    /// <summary>What is wrong first.</summary>
    /// <returns><see langword="null"/>, or one sentence that names the parameter.</returns>
    public static string? Problem(GroupParameters parameters) =>
        Algorithm(parameters.Consensus)
        ?? Members(parameters)
        ?? Range("blockTransactionsMax", parameters.BlockTransactionsMax, 1, GenesisLimits.BlockTransactionsMax)
        ?? Range("blockSizeBytesMax", parameters.BlockSizeBytesMax, GenesisLimits.BlockSizeBytesMin, GenesisLimits.BlockSizeBytesMax)
        ?? Range("blockGasLimit", parameters.BlockGasLimit, GenesisLimits.GasLimitMin, GenesisLimits.GasLimitMax)
        ?? Range("transactionGasLimit", parameters.TransactionGasLimit, GenesisLimits.GasLimitMin, GenesisLimits.GasLimitMax)
        ?? Gas(parameters)
        ?? Timing(parameters)
        ?? Range("sequenceWindow", parameters.SequenceWindow, 1, GenesisLimits.SequenceWindowMax)
        ?? Range("heightsPerTurn", parameters.HeightsPerTurn, 1, GenesisLimits.HeightsPerTurnMax)
        ?? Range("epochSealers", parameters.EpochSealers, 0, GenesisLimits.SealersMax)
        ?? Range("epochBlocks", parameters.EpochBlocks, GenesisLimits.EpochBlocksMin, GenesisLimits.EpochBlocksMax);

    private static string? Algorithm(ConsensusAlgorithm algorithm) => Enum.IsDefined(algorithm)
        ? null
        : $"Parameter 'consensus' is {algorithm}, which is no algorithm.";

    private static string? Members(GroupParameters parameters)
    {
        if (parameters.Sealers.Count is 0 or > GenesisLimits.SealersMax)
        {
            return $"Parameter 'sealers' has {parameters.Sealers.Count} members; it must have 1 to {GenesisLimits.SealersMax}.";
        }

        if (parameters.Observers.Count > GenesisLimits.ObserversMax)
        {
            return $"Parameter 'observers' has {parameters.Observers.Count} members; it may have {GenesisLimits.ObserversMax}.";
        }

        if (!IsAscending(parameters.Sealers) || !IsAscending(parameters.Observers))
        {
            return "Parameters 'sealers' and 'observers' must be ascending and list no node twice.";
        }

        NodeId[] both = [.. parameters.Observers.Where(parameters.Sealers.Contains)];
        return both.Length == 0 ? null : $"Node {both[0]} is both a sealer and an observer; it must be one of them.";
    }

    private static bool IsAscending(IReadOnlyList<NodeId> nodes)
    {
        for (int i = 1; i < nodes.Count; i++)
        {
            if (nodes[i - 1].CompareTo(nodes[i]) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static string? Gas(GroupParameters parameters) => parameters.TransactionGasLimit <= parameters.BlockGasLimit
        ? null
        : $"Parameter 'transactionGasLimit' is {parameters.TransactionGasLimit}, above 'blockGasLimit', {parameters.BlockGasLimit}.";

    private static string? Timing(GroupParameters parameters) =>
        Range(
            "consensusTimeoutMs",
            parameters.ConsensusTimeoutMs,
            GenesisLimits.ConsensusTimeoutMinMs,
            GenesisLimits.ConsensusTimeoutMaxMs)
        ?? Range(
            "consensusTimeoutMaxMs",
            parameters.ConsensusTimeoutMaxMs,
            parameters.ConsensusTimeoutMs,
            GenesisLimits.ConsensusTimeoutMaxMs)
        ?? Range("blockIntervalMs", parameters.BlockIntervalMs, 0, parameters.ConsensusTimeoutMs / 2);

    private static string? Range(string name, long value, long min, long max) => value >= min && value <= max
        ? null
        : $"Parameter '{name}' is {value}; it must be a whole number from {min} to {max}.";
}
