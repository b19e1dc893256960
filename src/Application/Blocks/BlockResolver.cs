using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Node;

namespace Ledger.Application.Blocks;

/// <summary>Turns the caller's name of a block into the block, or into the height that a state read needs.</summary>
internal sealed class BlockResolver(IChainStatus chain, IBlockReadModel blocks, KeptHistory kept)
{
    /// <summary>The block; nothing when it does not exist, an error when this node does not keep it.</summary>
    public async Task<Outcome<StoredBlock?>> FindAsync(BlockReference reference, CancellationToken cancellation)
    {
        if (reference is BlockReference.ByHash byHash)
        {
            StoredBlock? named = await blocks.FindAsync(byHash.Hash, cancellation);
            return named is null && kept.Hash("block", byHash.Hash) is LedgerError unknown
                ? unknown
                : Outcome<StoredBlock?>.Success(named);
        }

        long number = reference switch
        {
            BlockReference.ByNumber byNumber => byNumber.Number,
            BlockReference.ByTag { Tag: BlockTag.Earliest } => 0,
            _ => chain.Head.Number,
        };
        return kept.Block(number) is LedgerError below ? below
            : Outcome<StoredBlock?>.Success(number > chain.Head.Number ? null : await blocks.FindAsync(number, cancellation));
    }

    /// <summary>The block, or the error that says why there is none.</summary>
    public async Task<Outcome<StoredBlock>> GetAsync(BlockReference reference, CancellationToken cancellation)
    {
        Outcome<StoredBlock?> found = await FindAsync(reference, cancellation);
        return found.Error is LedgerError error ? error
            : found.Value is StoredBlock block ? block
            : Unknown(reference);
    }

    /// <summary>The height to read state at; a height that does not exist yet, or whose state is not kept, is an error, never an empty
    /// answer.</summary>
    public async Task<Outcome<long>> HeightAsync(BlockReference reference, CancellationToken cancellation)
    {
        long number;
        switch (reference)
        {
            case BlockReference.ByNumber byNumber:
                number = byNumber.Number;
                break;
            case BlockReference.ByHash byHash:
                StoredBlock? block = await blocks.FindAsync(byHash.Hash, cancellation);
                if (block is null)
                {
                    return kept.Hash("block", byHash.Hash) ?? Unknown(reference);
                }

                number = block.Header.Number;
                break;
            case BlockReference.ByTag { Tag: BlockTag.Earliest }:
                number = 0;
                break;
            default:
                return chain.Head.Number;
        }

        return number > chain.Head.Number ? Unknown(reference)
            : kept.State(number) is LedgerError below ? below
            : number;
    }

    private LedgerError Unknown(BlockReference reference) => new(
        ErrorCodes.BlockNotFound,
        $"There is no {reference}: the last block of this node is {chain.Head.Number}.");
}
