using Ledger.Domain.Primitives;

namespace Ledger.Node.Pool;

/// <summary>The answer to a submission.</summary>
/// <param name="Code">What became of it.</param>
/// <param name="Hash">The transaction's hash; zero when the bytes are not a transaction.</param>
/// <param name="Detail">One sentence for people: what was wrong, with the values, and what to do. Empty when accepted.</param>
public readonly record struct SubmitResult(SubmitCode Code, Hash256 Hash, string Detail)
{
    /// <summary>Whether the transaction is, or already was, on its way or in the chain.</summary>
    public bool IsAccepted => Code is SubmitCode.Accepted or SubmitCode.AlreadyKnown or SubmitCode.AlreadyInChain;
}
