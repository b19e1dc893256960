using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.Node.Execution;

/// <summary>Reads of the world state and calls on it, at any committed height. Thread-safe; changes nothing.</summary>
public interface IContractCaller
{
    /// <summary>Runs a message on the state after block <paramref name="atBlock"/>.</summary>
    Task<CallResult> CallAsync(CallRequest request, long atBlock, CancellationToken cancellation);

    /// <summary>Finds the smallest gas limit with which the message succeeds.</summary>
    /// <returns>The limit and <see langword="null"/>, or 0 and the failing outcome when no limit helps.</returns>
    Task<(long GasLimit, CallResult? Failure)> EstimateGasAsync(
        CallRequest request, long atBlock, CancellationToken cancellation);

    /// <summary>Reads an account; <see langword="default"/> when it does not exist.</summary>
    Task<Account> GetAccountAsync(Address address, long atBlock, CancellationToken cancellation);

    /// <summary>Reads an account's code; empty when it has none.</summary>
    Task<ReadOnlyMemory<byte>> GetCodeAsync(Address address, long atBlock, CancellationToken cancellation);

    /// <summary>Reads a storage slot.</summary>
    Task<UInt256> GetStorageAsync(Address address, UInt256 slot, long atBlock, CancellationToken cancellation);
}
