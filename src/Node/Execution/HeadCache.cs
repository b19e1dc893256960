using System.Collections.Concurrent;
using Ledger.Domain.State;
using Ledger.Node.Ports;

namespace Ledger.Node.Execution;

/// <summary>Values of the world state at the last committed block, for readers: a read at the head then asks no database.</summary>
/// <remarks>Thread-safe. Each value carries the block since which it is known to hold, so a reader at an older height never takes
/// a newer value. Values enter, and blocks are applied, under one lock; reads take none.</remarks>
public sealed class HeadCache(IStateStore store, int valuesMax = HeadCache.DefaultValuesMax)
{
    /// <summary>How many values are kept at most. Default 200,000.</summary>
    public const int DefaultValuesMax = 200_000;

    private readonly ConcurrentDictionary<StateKey, Versioned> _values = new();
    private readonly Lock _gate = new();
    private long _head = -1;

    /// <summary>Takes over a committed block's writes; blocks come in order.</summary>
    public void Apply(long number, IReadOnlyList<StateWrite> writes)
    {
        lock (_gate)
        {
            ForgetWhenFull(writes.Count);
            foreach (StateWrite write in writes)
            {
                _values[write.Key] = new Versioned(write.Value, number);
            }

            _head = number;
        }
    }

    /// <summary>Finds a value as of a height that is not above the last applied block.</summary>
    public bool TryGet(in StateKey key, long asOf, out ReadOnlyMemory<byte> value)
    {
        if (_values.TryGetValue(key, out Versioned known) && known.Since <= asOf)
        {
            value = known.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Reads values as of a height in one round trip, and keeps those that hold at the head.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> LoadAsync(
        StateKey[] keys, long asOf, CancellationToken cancellation)
    {
        IReadOnlyList<ReadOnlyMemory<byte>> values = await store.LoadAsync(keys, asOf, cancellation);
        lock (_gate)
        {
            if (asOf == _head)
            {
                ForgetWhenFull(keys.Length);
                for (int i = 0; i < keys.Length; i++)
                {
                    _values[keys[i]] = new Versioned(values[i], asOf);
                }
            }
        }

        return values;
    }

    private void ForgetWhenFull(int coming)
    {
        if (_values.Count + coming > valuesMax)
        {
            _values.Clear();
        }
    }

    private readonly record struct Versioned(ReadOnlyMemory<byte> Value, long Since);
}
