using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Evm.Execution;

/// <summary>A transaction or call, reduced to what execution needs.</summary>
internal sealed record Message
{
    /// <summary>The sender.</summary>
    public required Address From { get; init; }

    /// <summary>The callee; <see langword="null"/> creates a contract.</summary>
    public required Address? To { get; init; }

    /// <summary>Call data or init code.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Amount in wei.</summary>
    public required UInt256 Value { get; init; }

    /// <summary>Gas, the intrinsic cost included.</summary>
    public required long GasLimit { get; init; }

    /// <summary>The cost before it runs, and the least cost.</summary>
    public required IntrinsicGas IntrinsicGas { get; init; }

    /// <summary>The effective price of a unit of gas in wei: GASPRICE.</summary>
    public required UInt256 GasPrice { get; init; }

    /// <summary>What is warm from the start.</summary>
    public required IReadOnlyList<AccessListEntry> AccessList { get; init; }

    /// <summary>The delegations to set first (EIP-7702).</summary>
    public required IReadOnlyList<Authorization> AuthorizationList { get; init; }

    /// <summary>Who signed each of them, <see langword="null"/> for nobody.</summary>
    public required IReadOnlyList<Address?> Authorities { get; init; }

    /// <summary>Whether the sender pays for gas.</summary>
    public required bool PaysGas { get; init; }

    /// <summary>Whether a call moves the sender's nonce; a creation always does.</summary>
    public required bool MovesNonce { get; init; }

    /// <summary>Whether a callee without code is an error (FISCO lane).</summary>
    public required bool RequiresCode { get; init; }

    /// <summary>Whether the deployed code is the output of a creation.</summary>
    public required bool ReturnsDeployedCode { get; init; }
}
