using Ledger.Domain.Primitives;
using Ledger.Evm.Instructions;
using Ledger.Evm.State;

namespace Ledger.Evm.Tracing;

/// <summary>The slots that each contract read and wrote so far in a run, as struct logs show them at SLOAD and SSTORE.</summary>
internal sealed class StorageLog
{
    private readonly Dictionary<Address, SortedDictionary<UInt256, UInt256>> _slots = [];

    /// <summary>Notes a step that is over.</summary>
    /// <param name="self">The contract whose storage it worked on.</param>
    /// <param name="journal">The state after it.</param>
    /// <param name="selfIndex">The journal's entry of the contract.</param>
    /// <param name="step">The frame before it, with its stack.</param>
    /// <returns>The contract's slots, or <see langword="null"/> for an instruction that knows no storage.</returns>
    public IReadOnlyDictionary<UInt256, UInt256>? Note(
        in Address self, Journal journal, int selfIndex, StepSnapshot step)
    {
        int operands = step.Opcode switch { Opcode.SLoad => 1, Opcode.SStore => 2, _ => int.MaxValue };
        if (step.Stack.Length < operands)
        {
            return null;
        }

        if (!_slots.TryGetValue(self, out SortedDictionary<UInt256, UInt256>? slots))
        {
            _slots[self] = slots = [];
        }

        UInt256 slot = step.Stack[^1];
        slots[slot] = operands == 2 ? step.Stack[^2] : journal.Slot(journal.LoadSlot(selfIndex, slot)).Current;
        return slots;
    }
}
