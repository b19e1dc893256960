using Ledger.Domain.Primitives;

namespace Ledger.Domain.Blocks;

/// <summary>FISCO BCOS's 13-field block header.</summary>
public sealed record BlockHeader
{
    /// <summary>Hash of the parent's header.</summary>
    public required Hash256 ParentHash { get; init; }

    /// <summary>H(parent state root ‖ root of the block's sorted write set).</summary>
    public required Hash256 StateRoot { get; init; }

    /// <summary>16-ary hash tree over the transaction hashes.</summary>
    public required Hash256 TransactionsRoot { get; init; }

    /// <summary>16-ary hash tree over the receipt hashes.</summary>
    public required Hash256 ReceiptsRoot { get; init; }

    /// <summary>Root of the block's write set.</summary>
    public required Hash256 DbHash { get; init; }

    /// <summary>The union of the receipts' blooms.</summary>
    public required LogsBloom LogsBloom { get; init; }

    /// <summary>Block number; the genesis block is 0.</summary>
    public required long Number { get; init; }

    /// <summary>The gas that the block's transactions may use together.</summary>
    public required long GasLimit { get; init; }

    /// <summary>The gas that they used.</summary>
    public required long GasUsed { get; init; }

    /// <summary>Milliseconds since the Unix epoch; strictly above the parent's.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The genesis block carries the chain's parameters here; every later block the genesis hash alone, so that a seal
    /// over the header names its group.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> ExtraData { get; init; }

    /// <summary>Index of the proposing sealer in <see cref="SealerList"/>.</summary>
    public required int Sealer { get; init; }

    /// <summary>The sealer set of this height, ascending by node id; empty in the genesis block.</summary>
    public required IReadOnlyList<NodeId> SealerList { get; init; }
}
