namespace Ledger.Domain.Abi;

/// <summary>A problem of the codec, for callers to whom it is a mistake in their own code.</summary>
/// <param name="problem">What is wrong.</param>
public sealed class AbiException(AbiProblem problem) : FormatException(problem.ToString())
{
    /// <summary>What is wrong, and where.</summary>
    public AbiProblem Problem { get; } = problem;
}
