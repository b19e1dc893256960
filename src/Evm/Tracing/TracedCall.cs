using Ledger.Domain.Primitives;

namespace Ledger.Evm.Tracing;

/// <summary>One call of a call trace, filled while it runs.</summary>
internal sealed class TracedCall
{
    /// <summary>The opcode's mnemonic.</summary>
    public required string Type { get; init; }

    /// <summary>The account whose code asked.</summary>
    public required Address From { get; init; }

    /// <summary>Whose code ran; none for a creation that failed.</summary>
    public Address? To { get; set; }

    /// <summary>Amount in wei, where the kind has one.</summary>
    public required UInt256? Value { get; init; }

    /// <summary>Gas given.</summary>
    public required long Gas { get; init; }

    /// <summary>Gas that did not come back.</summary>
    public long GasUsed { get; set; }

    /// <summary>Call data or init code.</summary>
    public required byte[] Input { get; init; }

    /// <summary>What it returned, or its revert data.</summary>
    public byte[] Output { get; set; } = [];

    /// <summary>How it failed.</summary>
    public string? Error { get; set; }

    /// <summary>The revert data in words.</summary>
    public string? RevertReason { get; set; }

    /// <summary>The calls that it made.</summary>
    public List<TracedCall> Calls { get; } = [];

    /// <summary>Its logs.</summary>
    public List<TracedLog> Logs { get; } = [];
}
