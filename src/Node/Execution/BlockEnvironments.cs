using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm;

namespace Ledger.Node.Execution;

/// <summary>What the EVM sees of a block: one rule for execution, for calls and for replays, which must agree.</summary>
internal static class BlockEnvironments
{
    /// <summary>The environment of a block.</summary>
    /// <param name="genesis">The group's genesis.</param>
    /// <param name="number">The block.</param>
    /// <param name="limits">Its gas limit, and that of one transaction.</param>
    /// <param name="timestamp">The block's time, milliseconds since the Unix epoch.</param>
    /// <param name="blockHash">BLOCKHASH.</param>
    public static BlockEnvironment Of(
        Genesis genesis, GasLimits limits, long number, long timestamp, Func<long, Hash256> blockHash) => new()
        {
            Number = number,
            Timestamp = (ulong)(timestamp / 1000),
            GasLimit = limits.Block,
            TransactionGasLimit = limits.Transaction,
            ChainId = (ulong)genesis.ChainId,
            BlockHash = blockHash,
        };
}
