using System.Text.Json;
using Ledger.Api.JsonRpc.Parameters;
using Ledger.Application.Accounts;
using Ledger.Application.Blocks;
using Ledger.Application.Contracts;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Domain.Primitives;
using Ledger.Node.Execution;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>Calls and code, by FISCO BCOS's methods. A revert is a status, not an error.</summary>
internal sealed class FiscoCallMethods(IDispatcher dispatcher) : IRpcMethods
{
    private static readonly RpcParameter Group = RpcParameter.Required("groupID", FiscoKinds.Group);

    public IEnumerable<RpcMethod> Rows =>
    [
        RpcMethod.Fisco("call", CallAsync, Group, RpcParameter.Required("request", FiscoKinds.Object)),
        RpcMethod.Fisco("getCode", CodeAsync, Group, RpcParameter.Required("address", FiscoKinds.Text)),
    ];

    private async Task<RpcResult> CallAsync(RpcCall call, CancellationToken cancellation)
    {
        if (ReadRequest(call.Get<JsonElement>(1), out CallRequest request) is RpcError problem)
        {
            return problem;
        }

        Outcome<CallOutcome> outcome =
            await dispatcher.SendAsync(new CallContract(request, BlockReference.Latest), cancellation);
        return outcome.TryGet(out CallOutcome? answer, out LedgerError? error)
            ? RpcResult.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteQuantity("currentBlockNumber"u8, answer.BlockNumber);
                writer.WriteData("output"u8, answer.Result.Output.Span);
                writer.WriteQuantity("status"u8, (long)answer.Result.Status);
                writer.WriteEndObject();
            })
            : FiscoErrors.Of(error);
    }

    private async Task<RpcResult> CodeAsync(RpcCall call, CancellationToken cancellation)
    {
        if (FiscoText.ReadAddress(call.Get<string>(1), out Address address) is RpcError problem)
        {
            return problem;
        }

        Outcome<ReadOnlyMemory<byte>> outcome =
            await dispatcher.SendAsync(new GetCode(address, BlockReference.Latest), cancellation);
        return outcome.TryGet(out ReadOnlyMemory<byte> code, out LedgerError? error)
            ? RpcResult.Bytes(code.Span)
            : FiscoErrors.Of(error);
    }

    private static RpcError? ReadRequest(JsonElement fields, out CallRequest request)
    {
        request = new CallRequest();
        string from = Text(fields, "from");
        if (from.Length == 0)
        {
            return FiscoErrors.CallNeedsFrom;
        }

        RpcError? error = FiscoText.ReadAddress(from, out Address caller);
        Address? to = null;
        string callee = Text(fields, "to");
        if (error is null && callee is not ("" or "0x"))
        {
            error = FiscoText.ReadAddress(callee, out Address address);
            to = address;
        }

        string code = Text(fields, "code");
        byte[] data = [];
        UInt256 value = default;
        error ??= FiscoText.ReadBytes(code.Length > 0 ? code : Text(fields, "data"), out data);
        error ??= ReadOptional(fields, "value", out value);
        request = new CallRequest { From = caller, To = to, Data = data, Value = value };
        return error;
    }

    private static RpcError? ReadOptional(JsonElement fields, string name, out UInt256 value)
    {
        value = default;
        string text = Text(fields, name);
        return text.Length == 0 ? null : FiscoText.ReadQuantity(text, out value);
    }

    private static string Text(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out JsonElement member) && RpcText.TryGet(member, out string? text) ? text : "";
}
