using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;

namespace Ledger.Testing.InMemory;

/// <summary>Answers calls as the test sets them, and state as a function of the height, so that a read at the wrong height shows.</summary>
public sealed class InMemoryCaller : IContractCaller
{
    public CallResult Answer { get; set; } = new(TransactionStatus.Success, 21_000, new byte[] { 0x2a });

    public CallRequest? LastCall { get; private set; }

    public Exception? Failure { get; set; }

    public Task<CallResult> CallAsync(CallRequest request, long atBlock, CancellationToken cancellation)
    {
        LastCall = request;
        return Failure is null ? Task.FromResult(Answer) : Task.FromException<CallResult>(Failure);
    }

    public Task<(long GasLimit, CallResult? Failure)> EstimateGasAsync(
        CallRequest request, long atBlock, CancellationToken cancellation)
    {
        LastCall = request;
        return Task.FromResult<(long, CallResult?)>(
            Answer.Status == TransactionStatus.Success ? (Answer.GasUsed, null) : (0, Answer));
    }

    public Task<Account> GetAccountAsync(Address address, long atBlock, CancellationToken cancellation) =>
        Task.FromResult(new Account((ulong)atBlock, (UInt256)(ulong)(1000 + atBlock), default));

    public Task<ReadOnlyMemory<byte>> GetCodeAsync(Address address, long atBlock, CancellationToken cancellation) =>
        Task.FromResult<ReadOnlyMemory<byte>>(new byte[] { 0x60, (byte)atBlock });

    public Task<UInt256> GetStorageAsync(Address address, UInt256 slot, long atBlock, CancellationToken cancellation) =>
        Task.FromResult(slot + (UInt256)(ulong)atBlock);
}
