using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Node.Execution;

namespace Ledger.Node.Tracing;

/// <summary>The state that a replayed transaction sees: what its block changed before it, over the state after the block before.</summary>
internal sealed class ReplayStateView(CallStateView committed) : IStateView
{
    /// <summary>The changes of the block so far.</summary>
    public StateLayer Changes { get; } = new();

    /// <inheritdoc/>
    public bool TryGetAccount(in Address address, out Account account)
    {
        if (!Changes.TryGet(address, out Account? found))
        {
            return committed.TryGetAccount(address, out account);
        }

        account = found ?? default;
        return found.HasValue;
    }

    /// <inheritdoc/>
    public UInt256 GetStorage(in Address address, in UInt256 slot) =>
        Changes.TryGet(address, slot, out UInt256 value) ? value : committed.GetStorage(address, slot);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> GetCode(in Hash256 codeHash) =>
        Changes.TryGet(codeHash, out ReadOnlyMemory<byte> code) ? code : committed.GetCode(codeHash);
}
