using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.Node.Execution;

/// <summary>The state that a transaction of the block under way sees: the block's own changes over the executed state.</summary>
internal sealed class BlockStateView(ExecutionState executed) : IStateView
{
    /// <summary>The changes of the block so far.</summary>
    public StateLayer Changes { get; } = new();

    /// <summary>What was asked for and is not in memory.</summary>
    public MissingState Missing { get; } = new();

    /// <inheritdoc/>
    public bool TryGetAccount(in Address address, out Account account)
    {
        if (!Changes.TryGet(address, out Account? found) && !executed.TryGet(address, out found))
        {
            Missing.Add(StateKey.ForAccount(address));
        }

        account = found ?? default;
        return found.HasValue;
    }

    /// <inheritdoc/>
    public UInt256 GetStorage(in Address address, in UInt256 slot)
    {
        if (!Changes.TryGet(address, slot, out UInt256 value) && !executed.TryGet(address, slot, out value))
        {
            Missing.Add(StateKey.ForStorage(address, slot));
        }

        return value;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> GetCode(in Hash256 codeHash)
    {
        ReadOnlyMemory<byte> code = default;
        if (!codeHash.IsZero && !Changes.TryGet(codeHash, out code) && !executed.TryGet(codeHash, out code))
        {
            Missing.Add(StateKey.ForCode(codeHash));
        }

        return code;
    }
}
