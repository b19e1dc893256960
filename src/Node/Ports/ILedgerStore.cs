using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Ports;

/// <summary>The ordered truth of one group: its <c>ledger</c> stream with everything derived from it in the same transaction.
/// One writer; readers at any time.</summary>
public interface ILedgerStore
{
    /// <summary>The snapshot that the store began with, once it is open; <see langword="null"/> when it holds every block.</summary>
    SnapshotBase? Base => null;

    /// <summary>Creates what is missing, writes block 0 in an empty store, checks that the tail of the stream is whole.</summary>
    /// <param name="genesis">The group's genesis; a store of another genesis is refused with an exception that says so.</param>
    /// <param name="genesisBlock">Block 0 and its state.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The last block.</returns>
    Task<ChainHead> OpenAsync(Genesis genesis, FinalBlock genesisBlock, CancellationToken cancellation);

    /// <summary>Appends consecutive blocks in one database transaction: events, state versions, read models and progress.</summary>
    /// <remarks>Idempotent: blocks that the store already holds (an earlier commit whose answer was lost) are skipped when
    /// their hashes agree and are an error when they do not.</remarks>
    Task CommitAsync(IReadOnlyList<FinalBlock> blocks, CancellationToken cancellation);

    /// <summary>Reads certified blocks for a peer, ascending; fewer than asked when the store ends or
    /// <paramref name="sizeBytesMax"/> of transactions are reached; at least one when there is one. None when the first is not kept.</summary>
    Task<IReadOnlyList<CertifiedBlock>> ReadBlocksAsync(
        long from, int countMax, long sizeBytesMax, CancellationToken cancellation);

    /// <summary>Reads one header.</summary>
    /// <returns>The header, or <see langword="null"/> when the store does not hold the block. Of a store that began with a snapshot those too
    /// on which the snapshot's epochs stand.</returns>
    Task<BlockHeader?> FindHeaderAsync(long number, CancellationToken cancellation);

    /// <summary>Reads the hashes of the last <paramref name="count"/> blocks up to <paramref name="number"/>, ascending.</summary>
    Task<IReadOnlyList<Hash256>> ReadBlockHashesAsync(long number, int count, CancellationToken cancellation);

    /// <summary>Reads the FISCO nonces used from one block up to another, with their block, ascending by block. Of a store that began with a
    /// snapshot those of the snapshot's window too.</summary>
    Task<IReadOnlyList<(long Number, UInt256 Nonce)>> ReadFiscoNoncesAsync(
        long fromBlock, long toBlock, CancellationToken cancellation);

    /// <summary>Whether the chain holds each of some transactions.</summary>
    Task<IReadOnlyList<bool>> ContainsTransactionsAsync(
        IReadOnlyList<Hash256> hashes, CancellationToken cancellation);
}
