using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Transactions;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>The two halves of FISCO BCOS's <c>sendRawTransaction</c>.</summary>
/// <remarks>The same bytes sent again answer the same hash, where FISCO BCOS answers <c>TransactionAlreadyKown</c>:
/// the hash is the idempotency key on both lanes.</remarks>
internal sealed class FiscoSubmission(IDispatcher dispatcher, CryptoSuite suite)
{
    private const int ShownHashDigits = 8;

    public static (ReadOnlyMemory<byte> Raw, RpcError? Error) Read(RpcCall call)
    {
        RpcError? error = FiscoText.ReadBytes(call.Get<string>(1), out byte[] raw);
        return error is null && raw.Length is 0 or > TransactionCodec.MaxSizeBytes
            ? (raw, FiscoErrors.Internal($"the transaction has {raw.Length} bytes, not 1 to {TransactionCodec.MaxSizeBytes}"))
            : (raw, error);
    }

    /// <summary>Submits one transaction by itself, for calls that came by the path of another group.</summary>
    public async Task<RpcResult> SubmitAsync(RpcCall call, CancellationToken cancellation)
    {
        (ReadOnlyMemory<byte> raw, RpcError? problem) = Read(call);
        if (problem is not null)
        {
            return problem;
        }

        Outcome<IReadOnlyList<SubmitResult>> outcome =
            await dispatcher.SendAsync(new SubmitTransactions([raw]), cancellation);
        return outcome.TryGet(out IReadOnlyList<SubmitResult>? results, out LedgerError? error)
            ? Answer(raw, results[0])
            : FiscoErrors.Of(error);
    }

    public RpcResult Answer(ReadOnlyMemory<byte> raw, SubmitResult result)
    {
        if (result.IsAccepted)
        {
            return RpcResult.Bytes(result.Hash.Bytes);
        }

        string shownHash = result.Hash.ToString().Substring(2, ShownHashDigits);
        return FiscoErrors.Internal($"{Words(raw, result.Code)}, txHash={shownHash}... {result.Detail}".TrimEnd());
    }

    private string Words(ReadOnlyMemory<byte> raw, SubmitCode code) => code switch
    {
        SubmitCode.NonceUsed => "TransactionNonceCheckFail",
        SubmitCode.NonceTaken => "TxPoolNonceCheckFail",
        SubmitCode.PoolFull => "TransactionPoolIsFull",
        SubmitCode.SenderQuota => "OverGroupMemoryLimit",
        SubmitCode.WrongChainId => "InvalidChainId",
        SubmitCode.WrongGroupId => "InvalidGroupId",
        SubmitCode.BlockLimit => $"BlockLimitCheckFailed, txBlockLimit={BlockLimitOf(raw)}",
        SubmitCode.NotReady => "ImportResult::NodeIsSyncing",
        _ => "TransactionSubmitFailed",
    };

    private string BlockLimitOf(ReadOnlyMemory<byte> raw) =>
        TransactionCodec.TryDecode(raw, suite.Hash, out Transaction? transaction) == TransactionDecodeError.None
            && transaction is not null
            ? transaction.BlockLimit.ToDecimalString()
            : "0";
}
