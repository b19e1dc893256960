using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.Evm.State;

/// <summary>A world without accounts: what a journal reads between transactions, so that it keeps no view alive.</summary>
internal sealed class EmptyStateView : IStateView
{
    /// <summary>The only one: it has no state.</summary>
    public static readonly EmptyStateView Instance = new();

    private EmptyStateView()
    {
    }

    /// <inheritdoc/>
    public bool TryGetAccount(in Address address, out Account account)
    {
        account = default;
        return false;
    }

    /// <inheritdoc/>
    public UInt256 GetStorage(in Address address, in UInt256 slot) => default;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> GetCode(in Hash256 codeHash) => default;
}
