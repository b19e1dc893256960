using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.Node.Execution;

/// <summary>The state after a committed block, as one call sees it.</summary>
internal sealed class CallStateView(HeadCache cache, long atBlock) : IStateView
{
    // What the cache holds is decoded where it stands; most calls need nothing else.
    private StateLayer? _loaded;
    private MissingState? _missing;

    /// <summary>Whether anything was asked for that is not in memory.</summary>
    public bool IsMissing => _missing is { Any: true };

    /// <inheritdoc/>
    public bool TryGetAccount(in Address address, out Account account)
    {
        Account? found = null;
        if (_loaded is null || !_loaded.TryGet(address, out found))
        {
            var key = StateKey.ForAccount(address);
            found = TryFind(key, out ReadOnlyMemory<byte> value) ? StateLayer.DecodeAccount(key, value.Span) : null;
        }

        account = found ?? default;
        return found.HasValue;
    }

    /// <inheritdoc/>
    public UInt256 GetStorage(in Address address, in UInt256 slot)
    {
        if (_loaded is not null && _loaded.TryGet(address, slot, out UInt256 loaded))
        {
            return loaded;
        }

        return TryFind(StateKey.ForStorage(address, slot), out ReadOnlyMemory<byte> value)
            ? UInt256.FromBigEndian(value.Span)
            : default;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> GetCode(in Hash256 codeHash)
    {
        if (codeHash.IsZero)
        {
            return default;
        }

        if (_loaded is not null && _loaded.TryGet(codeHash, out ReadOnlyMemory<byte> loaded))
        {
            return loaded;
        }

        return TryFind(StateKey.ForCode(codeHash), out ReadOnlyMemory<byte> code) ? code : default;
    }

    /// <summary>Loads what is missing in one round trip.</summary>
    public async Task LoadMissingAsync(CancellationToken cancellation)
    {
        if (_missing is not { Any: true } missing)
        {
            return;
        }

        StateKey[] keys = missing.Take();
        IReadOnlyList<ReadOnlyMemory<byte>> values = await cache.LoadAsync(keys, atBlock, cancellation);
        _loaded ??= new StateLayer();
        for (int i = 0; i < keys.Length; i++)
        {
            _loaded.Set(keys[i], values[i]);
        }
    }

    private bool TryFind(in StateKey key, out ReadOnlyMemory<byte> value)
    {
        if (cache.TryGet(key, atBlock, out value))
        {
            return true;
        }

        (_missing ??= new MissingState()).Add(key);
        return false;
    }
}
