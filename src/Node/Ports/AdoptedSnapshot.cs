using Ledger.Domain.Blocks;
using Ledger.Domain.Encoding;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Ports;

/// <summary>A snapshot whose proof was checked and whose rows are loaded: what a store begins with.</summary>
/// <param name="Block">The block that it stands on.</param>
/// <param name="BlockHash">The hash of its header.</param>
/// <param name="TransactionHashes">The hashes of its transactions, under the header's root.</param>
/// <param name="State">Digest, chunks and signatures.</param>
/// <param name="Proofs">The blocks that prove its sealers, ascending.</param>
public sealed record AdoptedSnapshot(
    CertifiedBlock Block,
    Hash256 BlockHash,
    IReadOnlyList<Hash256> TransactionHashes,
    AdoptedState State,
    IReadOnlyList<EpochProof> Proofs)
{
    /// <summary>The height.</summary>
    public long Number => Block.Header.Number;

    /// <summary>The fact for the ledger stream.</summary>
    /// <param name="totals">What the snapshot says that the chain counts.</param>
    public SnapshotAdopted ToEvent(AdoptedTotals totals)
    {
        byte[] header = HeaderCodec.Encode(Block.Header);
        return new SnapshotAdopted(
            Number,
            BlockHash.ToString(),
            Hex.Encode(header),
            [.. Block.Certificate.Seals.Select(seal => new CommittedSeal(seal.Sealer, Hex.Encode(seal.Signature.Span)))],
            [.. TransactionHashes.Select(hash => hash.ToString())],
            header.Length + Block.Transactions.Sum(raw => raw.Length),
            totals,
            State);
    }

    /// <summary>What the store says of itself from then on.</summary>
    public SnapshotBase ToBase() => ToBase(Number, BlockHash, State);

    /// <summary>What a store that recorded this fact says of itself.</summary>
    public static SnapshotBase ToBase(long number, in Hash256 blockHash, AdoptedState state) => new(
        number,
        blockHash,
        Hash256.Parse(state.Digest, null),
        [.. state.Signers.Select(signer => NodeId.Parse(signer, null))],
        TrustedBlock.TryParse(state.TrustedBlock, out TrustedBlock? trusted) ? trusted : null);
}
