using Ledger.Domain.Blocks;

namespace Ledger.Node.Ports;

/// <summary>What others need to see for themselves who seals which heights. Thread-safe.</summary>
public interface IProofSource
{
    /// <summary>Reads the blocks that decided on epochs, ascending.</summary>
    /// <param name="above">Only blocks above this one.</param>
    /// <param name="upTo">And not above this one.</param>
    /// <param name="countMax">How many at most.</param>
    /// <param name="sizeBytesMax">Fewer when they write more; at least one when there is one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<IReadOnlyList<EpochProof>> ReadProofsAsync(
        long above, long upTo, int countMax, long sizeBytesMax, CancellationToken cancellation);

    /// <summary>Reads consecutive headers, ascending; fewer than asked where the store ends, none where it does not hold the first.</summary>
    Task<IReadOnlyList<BlockHeader>> ReadHeadersAsync(long from, int countMax, CancellationToken cancellation);
}
