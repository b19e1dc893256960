using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.Node.Execution;

/// <summary>The state after a committed block, as one call sees it.</summary>
internal sealed class CallStateView(HeadCache cache, long atBlock) : IStateView
{
    private readonly StateLayer _loaded = new();

    /// <summary>What was asked for and is not in memory.</summary>
    public MissingState Missing { get; } = new();

    /// <inheritdoc/>
    public bool TryGetAccount(in Address address, out Account account)
    {
        if (!_loaded.TryGet(address, out Account? found) && TryRemember(StateKey.ForAccount(address)))
        {
            _loaded.TryGet(address, out found);
        }

        account = found ?? default;
        return found.HasValue;
    }

    /// <inheritdoc/>
    public UInt256 GetStorage(in Address address, in UInt256 slot)
    {
        if (!_loaded.TryGet(address, slot, out UInt256 value) && TryRemember(StateKey.ForStorage(address, slot)))
        {
            _loaded.TryGet(address, slot, out value);
        }

        return value;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> GetCode(in Hash256 codeHash)
    {
        ReadOnlyMemory<byte> code = default;
        if (!codeHash.IsZero && !_loaded.TryGet(codeHash, out code) && TryRemember(StateKey.ForCode(codeHash)))
        {
            _loaded.TryGet(codeHash, out code);
        }

        return code;
    }

    /// <summary>Loads what is missing in one round trip.</summary>
    public async Task LoadMissingAsync(CancellationToken cancellation)
    {
        StateKey[] keys = Missing.Take();
        IReadOnlyList<ReadOnlyMemory<byte>> values = await cache.LoadAsync(keys, atBlock, cancellation);
        for (int i = 0; i < keys.Length; i++)
        {
            _loaded.Set(keys[i], values[i]);
        }
    }

    private bool TryRemember(in StateKey key)
    {
        if (cache.TryGet(key, atBlock, out ReadOnlyMemory<byte> value))
        {
            _loaded.Set(key, value);
            return true;
        }

        Missing.Add(key);
        return false;
    }
}
