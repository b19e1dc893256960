using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Node.Ports;

namespace Ledger.Node.Execution;

/// <summary>The world state after the last executed block: hot values in memory, the rest in the store.</summary>
/// <remarks>Executed blocks may be ahead of the store, so their writes are kept until it has them; a value that left memory is
/// then read from the store at the height that it holds. Owned by the executor; not thread-safe.</remarks>
internal sealed class ExecutionState(IStateStore store, int hotValuesMax)
{
    private readonly Queue<(long Number, StateDiff Diff)> _uncommitted = new();
    private StateLayer _young = new();
    private StateLayer _old = new();

    /// <summary>The last block that the store holds.</summary>
    public long CommittedNumber { get; private set; }

    /// <summary>Begins at a committed height.</summary>
    public void Reset(long committedNumber)
    {
        CommittedNumber = committedNumber;
        _uncommitted.Clear();
        _young.Clear();
        _old.Clear();
    }

    /// <summary>Takes over an executed block's changes.</summary>
    public void Apply(long number, StateDiff diff)
    {
        _uncommitted.Enqueue((number, diff));
        _young.Apply(diff);
        AgeWhenFull();
    }

    /// <summary>Notes that the store holds every block up to a height.</summary>
    public void OnCommitted(long number)
    {
        CommittedNumber = Math.Max(CommittedNumber, number);
        while (_uncommitted.TryPeek(out (long Number, StateDiff Diff) first) && first.Number <= number)
        {
            _uncommitted.Dequeue();
        }
    }

    public bool TryGet(in Address address, out Account? account)
    {
        if (_young.TryGet(address, out account))
        {
            return true;
        }

        if (_old.TryGet(address, out account) || TryGetUncommitted(address, out account))
        {
            _young.Set(address, account);
            return true;
        }

        return false;
    }

    public bool TryGet(in Address address, in UInt256 slot, out UInt256 value)
    {
        if (_young.TryGet(address, slot, out value))
        {
            return true;
        }

        if (_old.TryGet(address, slot, out value) || TryGetUncommitted(address, slot, out value))
        {
            _young.Set(address, slot, value);
            return true;
        }

        return false;
    }

    public bool TryGet(in Hash256 codeHash, out ReadOnlyMemory<byte> code)
    {
        if (_young.TryGet(codeHash, out code))
        {
            return true;
        }

        if (_old.TryGet(codeHash, out code) || TryGetUncommitted(codeHash, out code))
        {
            _young.Set(codeHash, code);
            return true;
        }

        return false;
    }

    /// <summary>Reads missing values from the store in one round trip.</summary>
    public async Task LoadAsync(StateKey[] keys, CancellationToken cancellation)
    {
        IReadOnlyList<ReadOnlyMemory<byte>> values = await store.LoadAsync(keys, CommittedNumber, cancellation);
        for (int i = 0; i < keys.Length; i++)
        {
            _young.Set(keys[i], values[i]);
        }

        AgeWhenFull();
    }

    private bool TryGetUncommitted(in Address address, out Account? account)
    {
        account = null;
        bool found = false;
        foreach ((long _, StateDiff diff) in _uncommitted)
        {
            if (diff.Accounts.TryGetValue(address, out Account? newer))
            {
                account = newer;
                found = true;
            }
        }

        return found;
    }

    private bool TryGetUncommitted(in Address address, in UInt256 slot, out UInt256 value)
    {
        value = default;
        bool found = false;
        foreach ((long _, StateDiff diff) in _uncommitted)
        {
            if (diff.Storage.TryGetValue((address, slot), out UInt256 newer))
            {
                value = newer;
                found = true;
            }
        }

        return found;
    }

    private bool TryGetUncommitted(in Hash256 codeHash, out ReadOnlyMemory<byte> code)
    {
        foreach ((long _, StateDiff diff) in _uncommitted)
        {
            if (diff.Code.TryGetValue(codeHash, out code))
            {
                return true;
            }
        }

        code = default;
        return false;
    }

    // Two generations: what was used since the last turn survives it; the rest is forgotten and read again when needed.
    private void AgeWhenFull()
    {
        if (_young.Count >= hotValuesMax)
        {
            (_young, _old) = (_old, _young);
            _young.Clear();
        }
    }
}
