using Ledger.Api.Groups;
using Ledger.Application.Errors;
using Ledger.Domain.Governance;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>FISCO BCOS 2.x's codes with its exact texts, because its SDKs compare them.</summary>
internal static class FiscoErrors
{
    public static RpcError GroupUnknown { get; } = Of(-40001, "GroupID does not exist");

    public static RpcError BlockHashUnknown { get; } = Of(-40003, "BlockHash does not exist");

    public static RpcError BlockNumberUnknown { get; } = Of(-40004, "BlockNumber does not exist");

    public static RpcError IndexOutOfRange { get; } = Of(-40005, "TransactionIndex is out of range");

    public static RpcError CallNeedsFrom { get; } = Of(-40006, "Call needs a 'from' field");

    public static RpcError InvalidSystemConfig { get; } = Of(-40008, "Invalid System Config");

    public static RpcError OnlyRpbft(ConsensusAlgorithm actual) => Of(
        -40009,
        "method getEpochSealersList only supported when rpbft is used, current consensus type is "
        + ConsensusAlgorithmNames.Of(actual));

    public static RpcError NotInGroup { get; } = Of(-40009, "Don't send request to this node who doesn't belong to the group");

    /// <summary>Managing groups is the operator's.</summary>
    public static RpcError Forbidden { get; } = new(-100001, "Dynamic group related interfaces are forbidden to access")
    {
        Data = AdminGate.Advice,
    };

    /// <summary>What FISCO BCOS throws out of a method: bad text, or a refused transaction.</summary>
    public static RpcError Internal(string detail) => Of(RpcError.InternalCode, $"INTERNAL_ERROR: {detail}");

    /// <summary>An error of the registry that FISCO BCOS has no number for.</summary>
    public static RpcError Of(LedgerError error) => Internal($"{error.Code.Words}: {error.Message}");

    private static RpcError Of(int code, string message) => new(code, message) { HasNullData = true };
}
