using Ledger.Domain.Primitives;

namespace Ledger.Cli.Demo;

/// <summary>One transfer of tokens.</summary>
/// <param name="From">Index of the sending account.</param>
/// <param name="To">Index of the receiving account.</param>
/// <param name="Amount">How many of the smallest units.</param>
internal sealed record PlannedTransfer(int From, int To, UInt256 Amount);
