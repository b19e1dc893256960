using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Node;

namespace Ledger.Application.Blocks;

/// <summary>Turns the caller's name of a block into the block, or into the height that a state read needs.</summary>
internal sealed class BlockResolver(IChainStatus chain, IBlockReadModel blocks)
{
    /// <summary>The block; nothing when it does not exist.</summary>
    public async Task<StoredBlock?> FindAsync(BlockReference reference, CancellationToken cancellation) =>
        reference switch
        {
            BlockReference.ByHash byHash => await blocks.FindAsync(byHash.Hash, cancellation),
            BlockReference.ByNumber byNumber when byNumber.Number > chain.Head.Number => null,
            BlockReference.ByNumber byNumber => await blocks.FindAsync(byNumber.Number, cancellation),
            BlockReference.ByTag { Tag: BlockTag.Earliest } => await blocks.FindAsync(0, cancellation),
            _ => await blocks.FindAsync(chain.Head.Number, cancellation),
        };

    /// <summary>The block, or the error that says why there is none.</summary>
    public async Task<Outcome<StoredBlock>> GetAsync(BlockReference reference, CancellationToken cancellation)
    {
        StoredBlock? block = await FindAsync(reference, cancellation);
        return block is null ? Unknown(reference) : block;
    }

    /// <summary>The height to read state at; a height that does not exist yet is an error, never an empty answer.</summary>
    public async Task<Outcome<long>> HeightAsync(BlockReference reference, CancellationToken cancellation)
    {
        switch (reference)
        {
            case BlockReference.ByNumber byNumber:
                return byNumber.Number <= chain.Head.Number ? byNumber.Number : Unknown(reference);
            case BlockReference.ByHash byHash:
                StoredBlock? block = await blocks.FindAsync(byHash.Hash, cancellation);
                return block is null ? Unknown(reference) : block.Header.Number;
            case BlockReference.ByTag { Tag: BlockTag.Earliest }:
                return 0;
            default:
                return chain.Head.Number;
        }
    }

    private LedgerError Unknown(BlockReference reference) => new(
        ErrorCodes.BlockNotFound,
        $"There is no {reference}: the last block of this node is {chain.Head.Number}.");
}
