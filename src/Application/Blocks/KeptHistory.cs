using Ledger.Application.Errors;
using Ledger.Domain.Primitives;
using Ledger.Node;
using Ledger.Node.Ports;

namespace Ledger.Application.Blocks;

/// <summary>What a node that started from a snapshot does not keep, said in words: no caller is to take what is not here for what is not.</summary>
internal sealed class KeptHistory(IChainStatus chain)
{
    /// <summary>The block that the node's store begins with; 0 when it holds every block.</summary>
    public long Base => chain.Base?.Number ?? 0;

    /// <summary>The error of a block that is not kept; nothing when it is, or does not exist. Block 0 is known to everyone.</summary>
    public LedgerError? Block(long number) => number > 0 && number < Base ? NotKept($"block {number}") : null;

    /// <summary>The error of the state as of a block; nothing when it is kept.</summary>
    public LedgerError? State(long number) => number < Base ? NotKept($"the state of block {number}") : null;

    /// <summary>The error of the transactions and logs of a block; nothing when they are kept. Of the snapshot's own block only their names are.</summary>
    public LedgerError? Transactions(long number) =>
        number > 0 && number <= Base ? NotKept($"what the transactions of block {number} did") : null;

    /// <summary>The error of a range of logs; nothing when all of them are kept.</summary>
    public LedgerError? Logs(long from) => chain.Base is SnapshotBase kept && from < kept.LowestBlock
        ? new LedgerError(
            ErrorCodes.HistoryNotKept,
            $"This node started from a snapshot at block {kept.Number}; logs are kept here from block {kept.LowestBlock} on. Ask from there "
            + "on, or ask another node.")
        : null;

    /// <summary>The error of a hash that the node does not know: it may be that of something below; nothing when it keeps every block.</summary>
    public LedgerError? Hash(string what, in Hash256 hash) => Base == 0
        ? null
        : new LedgerError(
            ErrorCodes.HistoryNotKept,
            $"This node knows no {what} {hash}. It started from a snapshot at block {Base} and does not keep what lies below: ask another node.");

    private LedgerError NotKept(string what) => new(
        ErrorCodes.HistoryNotKept,
        $"This node started from a snapshot at block {Base}; {what} is not kept here. Ask another node.");
}
