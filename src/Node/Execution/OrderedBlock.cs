using Ledger.Domain.Transactions;

namespace Ledger.Node.Execution;

/// <summary>An order that is decided, with its bodies: what execution folds over.</summary>
/// <param name="Number">Block number.</param>
/// <param name="Timestamp">The proposer's time, milliseconds since the Unix epoch.</param>
/// <param name="Sealer">Index of the proposer.</param>
/// <param name="Transactions">The transactions in order.</param>
public sealed record OrderedBlock(
    long Number, long Timestamp, int Sealer, IReadOnlyList<VerifiedTransaction> Transactions)
{
    /// <summary>The proposer's draw; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Draw { get; init; }
}
