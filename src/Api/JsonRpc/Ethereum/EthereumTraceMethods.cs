using System.Text.Json;
using Ledger.Api.JsonRpc.Parameters;
using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Tracing;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Node.Execution;
using Ledger.Node.Tracing;

namespace Ledger.Api.JsonRpc.Ethereum;

/// <summary>go-ethereum's <c>debug_trace…</c>: replays at any height, since the state of every height is there.</summary>
internal sealed class EthereumTraceMethods(IDispatcher dispatcher, CryptoSuite suite) : IRpcMethods
{
    private static readonly RpcParameter Config = RpcParameter.Optional("config", TraceConfigKind.Replay);

    private static readonly TraceSettings Default = new();

    public IEnumerable<RpcMethod> Rows =>
    [
        RpcMethod.Ethereum(
            "debug_traceTransaction", TransactionAsync, RpcParameter.Required("hash", EthereumKinds.Hash), Config),
        RpcMethod.Ethereum(
            "debug_traceCall",
            CallAsync,
            RpcParameter.Required("transaction", CallKind.Ethereum(suite.Hash)),
            RpcParameter.Optional("block", EthereumKinds.Block),
            RpcParameter.Optional("config", TraceConfigKind.Call(suite.Hash))),
        RpcMethod.Ethereum(
            "debug_traceBlockByNumber",
            (call, cancellation) => BlockAsync(call.Get<BlockReference>(0), call, cancellation),
            RpcParameter.Required("block", EthereumKinds.BlockNumber),
            Config),
        RpcMethod.Ethereum(
            "debug_traceBlockByHash",
            (call, cancellation) => BlockAsync(new BlockReference.ByHash(call.Get<Hash256>(0)), call, cancellation),
            RpcParameter.Required("blockHash", EthereumKinds.Hash),
            Config),
    ];

    private async Task<RpcResult> TransactionAsync(RpcCall call, CancellationToken cancellation)
    {
        Outcome<ReadOnlyMemory<byte>> outcome = await dispatcher.SendAsync(
            new TraceTransaction(call.Get<Hash256>(0), call.GetOr(1, Default)), cancellation);
        return Show(outcome);
    }

    private async Task<RpcResult> CallAsync(RpcCall call, CancellationToken cancellation)
    {
        CallRequest request = call.Get<CallRequest>(0);
        TraceCallConfig? config = call.GetOr<TraceCallConfig?>(2, null);
        Outcome<ReadOnlyMemory<byte>> outcome = await dispatcher.SendAsync(
            new TraceCall(
                config is null ? request : request with { StateOverrides = config.StateOverrides },
                call.GetOr(1, BlockReference.Latest),
                config?.Settings ?? Default),
            cancellation);
        return Show(outcome);
    }

    private async Task<RpcResult> BlockAsync(BlockReference block, RpcCall call, CancellationToken cancellation)
    {
        Outcome<IReadOnlyList<TransactionTrace>> outcome =
            await dispatcher.SendAsync(new TraceBlock(block, call.GetOr(1, Default)), cancellation);
        return outcome.TryGet(out IReadOnlyList<TransactionTrace>? traces, out LedgerError? error)
            ? RpcResult.Json(writer => Write(writer, traces))
            : error;
    }

    private static RpcResult Show(Outcome<ReadOnlyMemory<byte>> outcome) =>
        outcome.TryGet(out ReadOnlyMemory<byte> json, out LedgerError? error)
            ? RpcResult.Json(writer => writer.WriteRawValue(json.Span, skipInputValidation: true))
            : error;

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<TransactionTrace> traces)
    {
        writer.WriteStartArray();
        foreach (TransactionTrace trace in traces)
        {
            writer.WriteStartObject();
            writer.WriteData("txHash"u8, trace.Hash.Bytes);
            writer.WritePropertyName("result"u8);
            writer.WriteRawValue(trace.Json.Span, skipInputValidation: true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
