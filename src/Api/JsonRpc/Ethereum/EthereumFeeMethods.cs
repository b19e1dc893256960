using System.Text.Json;
using Ledger.Api.JsonRpc.Parameters;
using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Domain.Governance;
using Ledger.Node;

namespace Ledger.Api.JsonRpc.Ethereum;

/// <summary>Fees of a gas-free group: always answered, always zero. A missing answer makes wallets invent one.</summary>
internal sealed class EthereumFeeMethods(IDispatcher dispatcher, IChainStatus chain) : IRpcMethods
{
    public IEnumerable<RpcMethod> Rows =>
    [
        RpcMethod.Ethereum("eth_gasPrice", (_, _) => Task.FromResult(RpcResult.Quantity(0L))),
        RpcMethod.Ethereum("eth_maxPriorityFeePerGas", (_, _) => Task.FromResult(RpcResult.Quantity(0L))),
        RpcMethod.Ethereum("eth_blobBaseFee", (_, _) => Task.FromResult(BlobBaseFee())),
        RpcMethod.Ethereum(
            "eth_feeHistory",
            FeeHistoryAsync,
            RpcParameter.Required("blockCount", EthereumKinds.Count),
            RpcParameter.Required("newestBlock", EthereumKinds.BlockNumber),
            RpcParameter.Optional("rewardPercentiles", EthereumKinds.Percentiles)),
    ];

    // What BLOBBASEFEE answers (EIP-7516): the least price, since no block carries blobs. null before Cancun, as go-ethereum.
    private RpcResult BlobBaseFee() => chain.Genesis.Fork >= Fork.Cancun ? RpcResult.Quantity(1L) : RpcResult.Null;

    private async Task<RpcResult> FeeHistoryAsync(RpcCall call, CancellationToken cancellation)
    {
        var query = new GetFeeHistory(
            call.Get<int>(0), call.Get<BlockReference>(1), call.GetOr<IReadOnlyList<double>>(2, []));
        Outcome<FeeHistory> outcome = await dispatcher.SendAsync(query, cancellation);
        return outcome.TryGet(out FeeHistory? history, out LedgerError? error)
            ? RpcResult.Json(writer => Write(writer, history))
            : error;
    }

    private static void Write(Utf8JsonWriter writer, FeeHistory history)
    {
        int blocks = history.GasUsedRatios.Count;
        writer.WriteStartObject();
        writer.WriteQuantity("oldestBlock"u8, history.OldestBlock);
        WriteZeros(writer, "baseFeePerGas"u8, blocks + 1);
        writer.WriteStartArray("gasUsedRatio"u8);
        foreach (double ratio in history.GasUsedRatios)
        {
            writer.WriteNumberValue(ratio);
        }

        writer.WriteEndArray();
        if (history.PercentileCount > 0)
        {
            writer.WriteStartArray("reward"u8);
            for (int i = 0; i < blocks; i++)
            {
                WriteZeros(writer, default, history.PercentileCount);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteZeros(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int count)
    {
        if (!name.IsEmpty)
        {
            writer.WritePropertyName(name);
        }

        writer.WriteStartArray();
        for (int i = 0; i < count; i++)
        {
            writer.WriteStringValue("0x0"u8);
        }

        writer.WriteEndArray();
    }
}
