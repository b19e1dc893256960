using Ledger.Api.JsonRpc.Parameters;
using Ledger.Application.Accounts;
using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Domain.Primitives;

namespace Ledger.Api.JsonRpc.Ethereum;

/// <summary>Accounts and storage as of any block.</summary>
internal sealed class EthereumStateMethods(IDispatcher dispatcher) : IRpcMethods
{
    private static readonly RpcParameter Account = RpcParameter.Required("address", EthereumKinds.Address);
    private static readonly RpcParameter Block = RpcParameter.Optional("block", EthereumKinds.Block);

    public IEnumerable<RpcMethod> Rows =>
    [
        RpcMethod.Ethereum("eth_getBalance", BalanceAsync, Account, Block),
        RpcMethod.Ethereum("eth_getTransactionCount", NonceAsync, Account, Block),
        RpcMethod.Ethereum("eth_getCode", CodeAsync, Account, Block),
        RpcMethod.Ethereum(
            "eth_getStorageAt", StorageAsync, Account, RpcParameter.Required("slot", EthereumKinds.Quantity), Block),
    ];

    private async Task<RpcResult> BalanceAsync(RpcCall call, CancellationToken cancellation)
    {
        Outcome<AccountView> outcome = await dispatcher.SendAsync(
            new GetAccount(call.Get<Address>(0), call.GetOr(1, BlockReference.Latest)), cancellation);
        return outcome.TryGet(out AccountView? account, out LedgerError? error)
            ? RpcResult.Quantity(account.State.Balance)
            : error;
    }

    private async Task<RpcResult> NonceAsync(RpcCall call, CancellationToken cancellation)
    {
        Outcome<ulong> outcome = await dispatcher.SendAsync(
            new GetNonce(call.Get<Address>(0), call.GetOr(1, BlockReference.Latest)), cancellation);
        return outcome.TryGet(out ulong nonce, out LedgerError? error) ? RpcResult.Quantity((UInt256)nonce) : error;
    }

    private async Task<RpcResult> CodeAsync(RpcCall call, CancellationToken cancellation)
    {
        Outcome<ReadOnlyMemory<byte>> outcome = await dispatcher.SendAsync(
            new GetCode(call.Get<Address>(0), call.GetOr(1, BlockReference.Latest)), cancellation);
        return outcome.TryGet(out ReadOnlyMemory<byte> code, out LedgerError? error) ? RpcResult.Bytes(code.Span) : error;
    }

    private async Task<RpcResult> StorageAsync(RpcCall call, CancellationToken cancellation)
    {
        Outcome<UInt256> outcome = await dispatcher.SendAsync(
            new GetStorage(call.Get<Address>(0), call.Get<UInt256>(1), call.GetOr(2, BlockReference.Latest)), cancellation);
        return outcome.TryGet(out UInt256 word, out LedgerError? error) ? Word(word) : error;
    }

    private static RpcResult Word(in UInt256 value)
    {
        Span<byte> word = stackalloc byte[UInt256.SizeBytes];
        value.WriteBigEndian(word);
        return RpcResult.Bytes(word);
    }
}
