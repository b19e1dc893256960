using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Node.Tracing;

/// <summary>What became of a replay.</summary>
public abstract record ReplayResult
{
    private ReplayResult()
    {
    }

    /// <summary>It went as it went the first time.</summary>
    /// <param name="Traces">The traces asked for, in the order of their transactions: each a JSON value in UTF-8.</param>
    public sealed record Traced(IReadOnlyList<ReadOnlyMemory<byte>> Traces) : ReplayResult;

    /// <summary>What it may cost was used up.</summary>
    /// <param name="Limit">Which part of it.</param>
    public sealed record Stopped(TraceLimit Limit) : ReplayResult;

    /// <summary>The replay contradicts the receipt in the store: one of the two is wrong, so there is no trace.</summary>
    /// <param name="Transaction">The transaction.</param>
    /// <param name="Detail">What differs, with both values.</param>
    public sealed record Contradicted(Hash256 Transaction, string Detail) : ReplayResult;

    /// <summary>The call could not begin.</summary>
    /// <param name="Status">Why.</param>
    public sealed record Refused(TransactionStatus Status) : ReplayResult;
}
