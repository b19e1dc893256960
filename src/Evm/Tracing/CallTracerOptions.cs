using Ledger.Domain.Primitives;

namespace Ledger.Evm.Tracing;

/// <summary>What a <see cref="CallTracer"/> shows.</summary>
public sealed record CallTracerOptions
{
    /// <summary>Whether only the message of the transaction is shown. Default false.</summary>
    public bool OnlyTopCall { get; init; }

    /// <summary>Whether each call shows its logs. Default false.</summary>
    public bool WithLog { get; init; }

    /// <summary>The place in the block of the transaction's first log. Default 0.</summary>
    public int FirstLogIndex { get; init; }

    /// <summary>Puts revert data into words, or gives <see langword="null"/> for data it does not know; it is told whose code reverted,
    /// which has no address in a creation. Default: no words.</summary>
    public Func<Address?, ReadOnlyMemory<byte>, string?> RevertReason { get; init; } = static (_, _) => null;
}
