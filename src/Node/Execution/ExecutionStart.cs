using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Epochs;
using Ledger.Node.Ports;

namespace Ledger.Node.Execution;

/// <summary>What execution remembers of the blocks before the first one that it runs.</summary>
/// <param name="Head">The store's last block.</param>
/// <param name="RecentHashes">The hashes of the last blocks up to the head, ascending.</param>
/// <param name="FiscoNonces">The FISCO nonces of the last blocks.</param>
/// <param name="Schedule">The decided parameters.</param>
public sealed record ExecutionStart(
    ChainHead Head, IReadOnlyList<Hash256> RecentHashes, FiscoNonceWindow FiscoNonces, GovernanceSchedule Schedule)
{
    /// <summary>Reads it from the store.</summary>
    public static async Task<ExecutionStart> LoadAsync(
        ChainHead head, ILedgerStore store, IStateStore state, int blockLimitWindow, CancellationToken cancellation)
    {
        IReadOnlyList<Hash256> hashes = await store.ReadBlockHashesAsync(
            head.Number, Execution.RecentHashes.Depth, cancellation);
        var nonces = new FiscoNonceWindow(blockLimitWindow);
        IReadOnlyList<(long Number, UInt256 Nonce)> used = await store.ReadFiscoNoncesAsync(
            Math.Max(0, head.Number - blockLimitWindow + 1), head.Number, cancellation);
        foreach (IGrouping<long, (long Number, UInt256 Nonce)> block in used.GroupBy(item => item.Number).OrderBy(g => g.Key))
        {
            nonces.Add(block.Key, block.Select(item => item.Nonce));
        }

        GovernanceSchedule schedule = await EpochLoader.ReadScheduleAsync(state, head.Number, cancellation);
        return new ExecutionStart(head, hashes, nonces, schedule);
    }
}
