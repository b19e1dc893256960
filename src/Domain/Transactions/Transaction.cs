using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>A decoded, signed request, immutable, of either lane (Ethereum or FISCO). Its sender is not yet known.</summary>
/// <remarks>Made by <see cref="TransactionCodec"/>; <see cref="Hash"/> and <see cref="SigningHash"/> are always computed
/// from the bytes, never taken from the wire.</remarks>
public sealed record Transaction
{
    private Hash256 _hash;
    private Hash256 _signingHash;

    /// <summary>The format.</summary>
    public required TransactionKind Kind { get; init; }

    /// <summary>The bytes as received; what is hashed, stored and gossiped.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>The hash of <see cref="Raw"/>: the transaction's name.</summary>
    public required Hash256 Hash { get => _hash; init => _hash = value; }

    /// <summary>The digest that the sender signed.</summary>
    public required Hash256 SigningHash { get => _signingHash; init => _signingHash = value; }

    /// <summary>The chain the sender meant; <see langword="null"/> in a legacy transaction without EIP-155.</summary>
    public UInt256? ChainId { get; init; }

    /// <summary>Ethereum: the sender's sequence number. FISCO: a random number used once.</summary>
    public required UInt256 Nonce { get; init; }

    /// <summary>The price a unit of gas that legacy, EIP-2930 and FISCO transactions name, in wei; the fee cap where
    /// <see cref="HasFeeCap"/>.</summary>
    public required UInt256 GasPrice { get; init; }

    /// <summary>The tip cap in wei where <see cref="HasFeeCap"/>; equal to <see cref="GasPrice"/> in the other formats.</summary>
    public required UInt256 MaxPriorityFeePerGas { get; init; }

    /// <summary>The gas limit named by the sender.</summary>
    public required UInt256 GasLimit { get; init; }

    /// <summary>The recipient; <see langword="null"/> creates a contract.</summary>
    public Address? To { get; init; }

    /// <summary>The amount to transfer, in wei.</summary>
    public required UInt256 Value { get; init; }

    /// <summary>Call data, or init code.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The access list; empty for formats without one.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>The authorization list of EIP-7702; empty for the other formats.</summary>
    public IReadOnlyList<Authorization> AuthorizationList { get; init; } = [];

    /// <summary>FISCO: the last block that may include the transaction; 0 on the Ethereum lane.</summary>
    public UInt256 BlockLimit { get; init; }

    /// <summary>FISCO: the group the sender meant; 0 on the Ethereum lane.</summary>
    public UInt256 GroupId { get; init; }

    /// <summary>FISCO: free bytes of the sender; empty on the Ethereum lane.</summary>
    public ReadOnlyMemory<byte> ExtraData { get; init; }

    /// <summary>The v value exactly as on the wire (27/28, EIP-155, or the parity 0/1 of typed transactions).</summary>
    public required UInt256 V { get; init; }

    /// <summary>The r value of the signature.</summary>
    public required UInt256 R { get; init; }

    /// <summary>The s value of the signature.</summary>
    public required UInt256 S { get; init; }

    /// <summary>The parity of the signature's y coordinate: 0 or 1.</summary>
    public required byte YParity { get; init; }

    /// <summary>Whether the transaction creates a contract.</summary>
    public bool IsCreation => To is null;

    /// <summary>Whether the sender names a fee cap and a tip cap (EIP-1559, EIP-7702) instead of one price.</summary>
    public bool HasFeeCap => Kind is TransactionKind.DynamicFee or TransactionKind.SetCode;

    /// <summary>Whether the transaction came by the FISCO lane.</summary>
    public bool IsFisco => Kind == TransactionKind.Fisco;

    /// <summary>Fills in what was hashed after the rest was read: many at once are faster. Before, nobody else has seen it.</summary>
    internal void SetDigests(in Hash256 hash, in Hash256 signingHash)
    {
        _hash = hash;
        _signingHash = signingHash;
    }
}
