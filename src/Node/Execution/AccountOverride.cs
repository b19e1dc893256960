using System.Collections.ObjectModel;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Execution;

/// <summary>What a call pretends of one account; what is not given is as the chain has it.</summary>
public sealed record AccountOverride
{
    /// <summary>The balance in wei.</summary>
    public UInt256? Balance { get; init; }

    /// <summary>The nonce.</summary>
    public ulong? Nonce { get; init; }

    /// <summary>The code; empty for an account without code.</summary>
    public ReadOnlyMemory<byte>? Code { get; init; }

    /// <summary>The hash of <see cref="Code"/> by the chain's hash function, zero when it is empty.</summary>
    public Hash256 CodeHash { get; init; }

    /// <summary>The values of storage slots.</summary>
    public IReadOnlyDictionary<UInt256, UInt256> Slots { get; init; } = ReadOnlyDictionary<UInt256, UInt256>.Empty;

    /// <summary>Whether every other slot is zero, rather than as the chain has it.</summary>
    public bool ReplacesStorage { get; init; }
}
