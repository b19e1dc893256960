using Ledger.Domain.Primitives;

namespace Ledger.Evm.State;

internal sealed partial class Journal
{
    /// <summary>The index of a slot, loaded from the view on first use. Loading changes nothing.</summary>
    public int LoadSlot(int accountIndex, in UInt256 slot)
    {
        int index = _slots.FindOrAdd(new SlotKey(accountIndex, slot), out bool added);
        if (added)
        {
            UInt256 value = _view.GetStorage(_accounts[accountIndex].Address, slot);
            _slots[index] = new SlotEntry
            {
                AccountIndex = accountIndex,
                Slot = slot,
                Original = value,
                Current = value,
            };
        }

        return index;
    }

    /// <summary>The slot at an index, to be read at once and not kept.</summary>
    public ref readonly SlotEntry Slot(int index) => ref _slots[index];

    /// <summary>Marks a slot as accessed.</summary>
    /// <returns>Whether it was cold.</returns>
    public bool WarmSlot(int index)
    {
        ref SlotEntry slot = ref _slots[index];
        if (slot.IsWarm)
        {
            return false;
        }

        slot.IsWarm = true;
        Record(UndoKind.SlotWarmth, index, default);
        return true;
    }

    /// <summary>Writes a slot.</summary>
    public void SetSlot(int index, in UInt256 value)
    {
        ref SlotEntry slot = ref _slots[index];
        Record(UndoKind.Storage, index, slot.Current);
        slot.Current = value;
        Touch(slot.AccountIndex);
    }

    /// <summary>Reads transient storage (EIP-1153).</summary>
    public UInt256 GetTransient(int accountIndex, in UInt256 slot)
    {
        int index = _transient.Find(new SlotKey(accountIndex, slot));
        return index < 0 ? default : _transient[index];
    }

    /// <summary>Writes transient storage (EIP-1153).</summary>
    public void SetTransient(int accountIndex, in UInt256 slot, in UInt256 value)
    {
        int index = _transient.FindOrAdd(new SlotKey(accountIndex, slot), out bool added);
        if (added)
        {
            _transient[index] = default;
        }

        Record(UndoKind.Transient, index, _transient[index]);
        _transient[index] = value;
    }
}
