using Ledger.Domain.Primitives;

namespace Ledger.Evm;

/// <summary>What the environment opcodes answer: everything comes from the block header, so every node answers alike.</summary>
public sealed record BlockEnvironment
{
    /// <summary>NUMBER.</summary>
    public required long Number { get; init; }

    /// <summary>TIMESTAMP, in seconds since the Unix epoch.</summary>
    public required ulong Timestamp { get; init; }

    /// <summary>GASLIMIT of the block.</summary>
    public required long GasLimit { get; init; }

    /// <summary>The gas limit of one transaction at this height; what a FISCO transaction gets, since FISCO ignores the sender's.</summary>
    public long TransactionGasLimit { get; init; } = 300_000_000;

    /// <summary>CHAINID.</summary>
    public required UInt256 ChainId { get; init; }

    /// <summary>COINBASE. Zero in a consortium ledger.</summary>
    public Address Coinbase { get; init; }

    /// <summary>PREVRANDAO, or DIFFICULTY before Paris. Zero in a consortium ledger: nothing random is agreed.</summary>
    public UInt256 PrevRandao { get; init; }

    /// <summary>BASEFEE in wei. Zero in a gas-free group.</summary>
    public UInt256 BaseFee { get; init; }

    /// <summary>BLOBBASEFEE in wei: 1, as for a block without blobs.</summary>
    public UInt256 BlobBaseFee { get; init; } = 1;

    /// <summary>BLOCKHASH: the hash of one of the last 256 blocks, or zero.</summary>
    public required Func<long, Hash256> BlockHash { get; init; }
}
