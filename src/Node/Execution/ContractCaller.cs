using System.Collections.Concurrent;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm;
using Ledger.Node.Ports;

namespace Ledger.Node.Execution;

/// <summary>Calls and state reads at committed heights.</summary>
/// <param name="genesis">The group's genesis.</param>
/// <param name="executors">Makes an EVM for one call at a time; they are kept and used again.</param>
/// <param name="cache">The state of the head, and the way to older states.</param>
/// <param name="store">Where older headers and block hashes are read.</param>
/// <param name="state">The head, which most calls are made at.</param>
public sealed class ContractCaller(
    Genesis genesis,
    Func<ITransactionExecutor> executors,
    HeadCache cache,
    ILedgerStore store,
    ChainState state) : IContractCaller
{
    /// <summary>How often a call may be repeated to load state that it reads in dependence on other state.</summary>
    public const int LoadRoundsMax = 10_000;

    private const long TransferGas = 21_000;

    private readonly ConcurrentBag<ITransactionExecutor> _idle = [];

    /// <inheritdoc/>
    public async Task<CallResult> CallAsync(CallRequest request, long atBlock, CancellationToken cancellation)
    {
        Call call = await BeginAsync(request, atBlock, cancellation);
        return await RunAsync(call, request.GasLimit ?? state.Parameters.TransactionGasLimit, cancellation);
    }

    /// <inheritdoc/>
    public async Task<(long GasLimit, CallResult? Failure)> EstimateGasAsync(
        CallRequest request, long atBlock, CancellationToken cancellation)
    {
        Call call = await BeginAsync(request, atBlock, cancellation);
        long limit = state.Parameters.TransactionGasLimit;
        long high = Math.Min(request.GasLimit ?? limit, limit);
        CallResult atMost = await RunAsync(call, high, cancellation);
        if (atMost.Status != TransactionStatus.Success)
        {
            return (0, atMost);
        }

        // Gas used is a lower bound of the limit; refunds and the 63/64 rule (EIP-150) make the limit larger.
        long low = Math.Max(TransferGas, atMost.GasUsed) - 1;
        long guess = Math.Min(high, checked(atMost.GasUsed + (atMost.GasUsed / 63) + 2300));
        while (low + 1 < high)
        {
            long middle = guess > low && guess < high ? guess : low + ((high - low) / 2);
            guess = 0;
            CallResult result = await RunAsync(call, middle, cancellation);
            if (result.Status == TransactionStatus.Success)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return (high, null);
    }

    /// <inheritdoc/>
    public async Task<Account> GetAccountAsync(Address address, long atBlock, CancellationToken cancellation)
    {
        // Every submitted transaction asks for its sender, so the account at the head costs one look-up.
        var key = StateKey.ForAccount(address);
        if (!cache.TryGet(key, atBlock, out ReadOnlyMemory<byte> value))
        {
            StateKey[] keys = [key];
            value = (await cache.LoadAsync(keys, atBlock, cancellation))[0];
        }

        AccountCodec.TryDecode(value.Span, out Account account);
        return account;
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> GetCodeAsync(Address address, long atBlock, CancellationToken cancellation)
    {
        var view = new CallStateView(cache, atBlock);
        ReadOnlyMemory<byte> code = view.GetCode(Read(view, address).CodeHash);
        while (view.IsMissing)
        {
            await view.LoadMissingAsync(cancellation);
            code = view.GetCode(Read(view, address).CodeHash);
        }

        return code;
    }

    /// <inheritdoc/>
    public async Task<UInt256> GetStorageAsync(
        Address address, UInt256 slot, long atBlock, CancellationToken cancellation)
    {
        var key = StateKey.ForStorage(address, slot);
        if (!cache.TryGet(key, atBlock, out ReadOnlyMemory<byte> value))
        {
            StateKey[] keys = [key];
            value = (await cache.LoadAsync(keys, atBlock, cancellation))[0];
        }

        return UInt256.FromBigEndian(value.Span);
    }

    private static Account Read(CallStateView view, Address address)
    {
        view.TryGetAccount(address, out Account account);
        return account;
    }

    private async Task<CallResult> RunAsync(Call call, long gasLimit, CancellationToken cancellation)
    {
        CallMessage message = call.Request.ToMessage(gasLimit);
        if (!_idle.TryTake(out ITransactionExecutor? executor))
        {
            executor = executors();
        }

        TransactionOutcome outcome = executor.Call(call.Seen, call.Environment, message);
        for (int round = 0; call.IsMissingState && round < LoadRoundsMax; round++)
        {
            await call.LoadAsync(cancellation);
            outcome = executor.Call(call.Seen, call.Environment, message);
        }

        _idle.Add(executor);
        return outcome.Receipt is Receipt receipt
            ? new CallResult(receipt.Status, receipt.GasUsed, receipt.Output)
            : new CallResult(StatusOf(outcome.Refusal), 0, default);
    }

    /// <summary>A refusal as a status, for callers who know no transaction.</summary>
    internal static TransactionStatus StatusOf(TransactionRefusal refusal) => refusal switch
    {
        TransactionRefusal.InsufficientFunds => TransactionStatus.NotEnoughCash,
        TransactionRefusal.IntrinsicGasTooLow or TransactionRefusal.FloorGasTooLow => TransactionStatus.OutOfGasIntrinsic,
        TransactionRefusal.GasLimitTooHigh => TransactionStatus.BlockGasLimitReached,
        _ => TransactionStatus.InvalidFormat,
    };

    private async Task<Call> BeginAsync(CallRequest request, long atBlock, CancellationToken cancellation)
    {
        ChainHead head = state.Head;
        BlockHeader header = (head.Number == atBlock ? head.Header : await store.FindHeaderAsync(atBlock, cancellation))
            ?? throw new ArgumentOutOfRangeException(nameof(atBlock), atBlock, "The chain has no such block yet.");
        var hashes = new CallBlockHashes(store, atBlock);
        BlockEnvironment environment = BlockEnvironments.Of(
            genesis,
            new GasLimits(header.GasLimit, state.Parameters.TransactionGasLimit),
            atBlock,
            header.Timestamp,
            hashes.Get);
        var view = new CallStateView(cache, atBlock);
        return new Call(request, view, OverriddenStateView.Over(view, request.StateOverrides), hashes, environment);
    }

    private sealed record Call(
        CallRequest Request, CallStateView View, IStateView Seen, CallBlockHashes Hashes, BlockEnvironment Environment)
    {
        public bool IsMissingState => View.IsMissing || Hashes.AreMissing;

        public async Task LoadAsync(CancellationToken cancellation)
        {
            if (View.IsMissing)
            {
                await View.LoadMissingAsync(cancellation);
            }

            if (Hashes.AreMissing)
            {
                await Hashes.LoadAsync(cancellation);
            }
        }
    }
}
