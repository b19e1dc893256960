using Ledger.Application.Ports;
using Ledger.Domain.Blocks;

namespace Ledger.Api.Rest.Resources;

/// <summary>A final block, in short.</summary>
/// <param name="Number" example="1024">Block number; the genesis block is 0.</param>
/// <param name="Hash" example="0x9f1c5a0f8c1b54f3f9a17ef3f0c1bdf7c86f93c1d6f54a6cf87f5f0f2b2f1d10">Block hash.</param>
/// <param name="ParentHash" example="0x1f0d1e7b3b5a0f9d6c3a4d0f1c2b3a495867f5e4d3c2b1a09f8e7d6c5b4a3928">Hash of the block before.</param>
/// <param name="Timestamp" example="2026-01-31T12:00:00.123+00:00">The block's time.</param>
/// <param name="TransactionCount" example="2">Number of transactions.</param>
/// <param name="GasUsed" example="84000">Gas that its transactions used.</param>
/// <param name="SizeBytes" example="1830">Bytes of the header and the signed transactions.</param>
internal sealed record BlockSummaryResource(
    long Number, string Hash, string ParentHash, DateTimeOffset Timestamp, int TransactionCount, long GasUsed, int SizeBytes)
{
    public static BlockSummaryResource Of(StoredBlock block) => new(
        block.Header.Number,
        block.Hash.ToString(),
        block.Header.ParentHash.ToString(),
        DateTimeOffset.FromUnixTimeMilliseconds(block.Header.Timestamp),
        block.TransactionHashes.Count,
        block.Header.GasUsed,
        block.SizeBytes);
}

/// <summary>A final block with its roots and the seals that make it final.</summary>
/// <param name="Summary">The block in short.</param>
/// <param name="StateRoot" example="0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421">Digest of the world state after the block.</param>
/// <param name="TransactionsRoot" example="0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421">Root over the transactions.</param>
/// <param name="ReceiptsRoot" example="0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421">Root over the receipts.</param>
/// <param name="GasLimit" example="3000000000">Gas that its transactions may use together.</param>
/// <param name="SealerIndex" example="0">Index of the proposing sealer.</param>
/// <param name="TransactionHashes">Its transactions in order.</param>
/// <param name="Seals">The quorum's signatures over the block hash.</param>
internal sealed record BlockResource(
    BlockSummaryResource Summary,
    string StateRoot,
    string TransactionsRoot,
    string ReceiptsRoot,
    long GasLimit,
    int SealerIndex,
    IReadOnlyList<string> TransactionHashes,
    IReadOnlyList<SealResource> Seals)
{
    public static BlockResource Of(StoredBlock block) => new(
        BlockSummaryResource.Of(block),
        block.Header.StateRoot.ToString(),
        block.Header.TransactionsRoot.ToString(),
        block.Header.ReceiptsRoot.ToString(),
        block.Header.GasLimit,
        block.Header.Sealer,
        [.. block.TransactionHashes.Select(hash => hash.ToString())],
        [.. block.Certificate.Seals.Select(seal => SealResource.Of(seal, block.Header))]);
}

/// <summary>One sealer's signature over a block hash.</summary>
/// <param name="SealerIndex" example="1">Index in the block's sealer list.</param>
/// <param name="NodeId" example="0x5e1c…">The sealer's public key.</param>
/// <param name="Signature" example="0x3045…">The signature.</param>
internal sealed record SealResource(int SealerIndex, string NodeId, string Signature)
{
    public static SealResource Of(BlockSeal seal, BlockHeader header) => new(
        seal.Sealer,
        seal.Sealer < header.SealerList.Count ? header.SealerList[seal.Sealer].ToString() : "",
        Domain.Encoding.Hex.Encode(seal.Signature.Span));
}
