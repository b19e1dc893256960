using Ledger.Application.Abis;

namespace Ledger.Api.Rest.Resources;

/// <summary>What this node knows of a contract's interface.</summary>
/// <param name="Address" example="0x5b38da6a701c568545dcfcb03fcb875f56beddc4">The contract.</param>
/// <param name="RegisteredAt" example="2026-01-31T12:00:00.123+00:00">When this node was told of it.</param>
/// <param name="Functions" example="12">How many functions it has.</param>
/// <param name="Events" example="2">How many events it has.</param>
/// <param name="Errors" example="[&quot;InsufficientBalance(uint256,uint256)&quot;]">The signatures of its custom errors.</param>
internal sealed record AbiResource(
    string Address, DateTimeOffset RegisteredAt, int Functions, int Events, IReadOnlyList<string> Errors)
{
    public static AbiResource Of(AbiSummary abi) => new(
        abi.Address.ToString(), abi.RegisteredAt, abi.Functions, abi.Events, [.. abi.Errors.Select(error => error.Signature)]);
}
