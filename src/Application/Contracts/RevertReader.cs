using Ledger.Application.Abis;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Application.Contracts;

/// <summary>Puts reverts into words, with the help of the registered interfaces. For readers alone: it never changes what is executed.</summary>
/// <remarks>The interface of the called contract decides. What a contract passes on of a contract that it called is in no interface of its
/// own: then any registered error with the selector is taken, if all that have it are of one signature. Damaged data, an unknown or an
/// ambiguous selector have no reason; the bytes stand for themselves.</remarks>
internal sealed class RevertReader(AbiCatalog catalog)
{
    /// <summary>The reason of a revert.</summary>
    /// <param name="called">Whose code was called; <see langword="null"/> for a creation.</param>
    /// <param name="output">What came back: anything.</param>
    /// <returns><see langword="null"/> when it cannot be told.</returns>
    public RevertReason? Read(Address? called, ReadOnlySpan<byte> output) =>
        RevertReason.Read(output, selector => catalog.FindError(called, selector));

    /// <summary>The reason of an outcome; <see langword="null"/> when it is none of a revert, or cannot be told.</summary>
    public RevertReason? Read(TransactionStatus status, Address? called, ReadOnlyMemory<byte> output) =>
        status == TransactionStatus.Revert ? Read(called, output.Span) : null;
}
