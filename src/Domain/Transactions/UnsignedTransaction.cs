using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>What a sender fills in before <see cref="TransactionSigner"/> signs it; a format ignores what it does not have.</summary>
public sealed record UnsignedTransaction
{
    /// <summary>The format: Ethereum legacy, EIP-2930, EIP-1559, EIP-7702 or FISCO.</summary>
    public required TransactionKind Kind { get; init; }

    /// <summary>The chain; <see langword="null"/> only for a legacy transaction that shall have no replay protection.</summary>
    public UInt256? ChainId { get; init; }

    /// <summary>Ethereum: the sender's sequence number. FISCO: a random number never used before.</summary>
    public required UInt256 Nonce { get; init; }

    /// <summary>The price a unit of gas in wei; the fee cap for EIP-1559 and EIP-7702. Default 0, as in a gas-free group.</summary>
    public UInt256 GasPrice { get; init; }

    /// <summary>The tip cap of EIP-1559 and EIP-7702 in wei. Default 0.</summary>
    public UInt256 MaxPriorityFeePerGas { get; init; }

    /// <summary>The gas limit.</summary>
    public required UInt256 GasLimit { get; init; }

    /// <summary>The recipient; <see langword="null"/> creates a contract.</summary>
    public Address? To { get; init; }

    /// <summary>The amount to transfer, in wei. Default 0.</summary>
    public UInt256 Value { get; init; }

    /// <summary>Call data or init code; not changed after signing, since the signed transaction keeps it.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The access list of EIP-2930, EIP-1559 and EIP-7702.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>The authorization list of EIP-7702.</summary>
    public IReadOnlyList<Authorization> AuthorizationList { get; init; } = [];

    /// <summary>FISCO: the last block that may include the transaction.</summary>
    public UInt256 BlockLimit { get; init; }

    /// <summary>FISCO: the group.</summary>
    public UInt256 GroupId { get; init; }

    /// <summary>FISCO: free bytes; not changed after signing.</summary>
    public ReadOnlyMemory<byte> ExtraData { get; init; }
}
