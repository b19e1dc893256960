using Ledger.Domain.Abi;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Abis;

/// <summary>What the registry says of one contract's interface.</summary>
/// <param name="Address">The contract.</param>
/// <param name="RegisteredAt">When this node was told of it.</param>
/// <param name="Functions">How many functions it has.</param>
/// <param name="Events">How many events it has.</param>
/// <param name="Errors">Its custom errors in the order of the JSON.</param>
public sealed record AbiSummary(
    Address Address, DateTimeOffset RegisteredAt, int Functions, int Events, IReadOnlyList<AbiError> Errors)
{
    /// <summary>Length of the JSON in characters.</summary>
    internal int JsonCharacters { get; init; }
}
