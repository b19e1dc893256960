using Ledger.Api.JsonRpc.Parameters;
using Ledger.Application.Errors;
using Ledger.Application.Logs;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;

namespace Ledger.Api.JsonRpc.Ethereum;

/// <summary>Logs by contract and topic.</summary>
internal sealed class EthereumLogMethods(IDispatcher dispatcher) : IRpcMethods
{
    public IEnumerable<RpcMethod> Rows =>
    [
        RpcMethod.Ethereum("eth_getLogs", LogsAsync, RpcParameter.Required("filter", LogFilterKind.Ethereum)),
    ];

    private async Task<RpcResult> LogsAsync(RpcCall call, CancellationToken cancellation)
    {
        Outcome<IReadOnlyList<StoredLog>> outcome =
            await dispatcher.SendAsync(new FindLogs(call.Get<LogSelection>(0)), cancellation);
        return outcome.TryGet(out IReadOnlyList<StoredLog>? logs, out LedgerError? error)
            ? RpcResult.Json(writer =>
            {
                writer.WriteStartArray();
                foreach (StoredLog log in logs)
                {
                    EthereumReceiptJson.WriteLog(writer, log);
                }

                writer.WriteEndArray();
            })
            : error;
    }
}
