using Ledger.Application.Errors;
using Ledger.Node.Pool;

namespace Ledger.Application.Transactions;

/// <summary>The registry row of each refusal of the pool.</summary>
public static class SubmissionErrors
{
    private static readonly Dictionary<SubmitCode, ErrorCode> Codes = new()
    {
        [SubmitCode.Malformed] = ErrorCodes.MalformedTransaction,
        [SubmitCode.UnsupportedType] = ErrorCodes.UnsupportedType,
        [SubmitCode.InvalidSignature] = ErrorCodes.InvalidSignature,
        [SubmitCode.WrongChainId] = ErrorCodes.WrongChainId,
        [SubmitCode.WrongGroupId] = ErrorCodes.WrongGroupId,
        [SubmitCode.NotReplayProtected] = ErrorCodes.NotReplayProtected,
        [SubmitCode.NonceUsed] = ErrorCodes.NonceUsed,
        [SubmitCode.NonceTooHigh] = ErrorCodes.NonceTooHigh,
        [SubmitCode.NonceTaken] = ErrorCodes.NonceTaken,
        [SubmitCode.BlockLimit] = ErrorCodes.BlockLimit,
        [SubmitCode.IntrinsicGasTooLow] = ErrorCodes.IntrinsicGasTooLow,
        [SubmitCode.GasLimitTooHigh] = ErrorCodes.GasLimitTooHigh,
        [SubmitCode.InsufficientFunds] = ErrorCodes.InsufficientFunds,
        [SubmitCode.TipAboveFeeCap] = ErrorCodes.TipAboveFeeCap,
        [SubmitCode.InitCodeTooLarge] = ErrorCodes.InitCodeTooLarge,
        [SubmitCode.PoolFull] = ErrorCodes.PoolFull,
        [SubmitCode.SenderQuota] = ErrorCodes.SenderQuota,
        [SubmitCode.NotReady] = ErrorCodes.NotReady,
        [SubmitCode.FloorGasTooLow] = ErrorCodes.FloorGasTooLow,
        [SubmitCode.SetCodeCreation] = ErrorCodes.SetCodeCreation,
        [SubmitCode.EmptyAuthorizationList] = ErrorCodes.EmptyAuthorizationList,
        [SubmitCode.NoLiveQuorum] = ErrorCodes.NoLiveQuorum,
    };

    /// <summary>The error of a refused submission.</summary>
    /// <exception cref="ArgumentException">The submission was accepted.</exception>
    public static LedgerError Of(SubmitResult result) => Codes.TryGetValue(result.Code, out ErrorCode? code)
        ? new LedgerError(code, result.Detail.Length == 0 ? $"{code.Title}. {code.Advice}" : result.Detail)
        : throw new ArgumentException($"{result.Code} is not a refusal.", nameof(result));
}
