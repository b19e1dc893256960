using System.Runtime.CompilerServices;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.State;

/// <summary>A storage slot as a key of the journal's tables.</summary>
/// <param name="accountIndex">The journal's entry of the account.</param>
/// <param name="slot">The slot.</param>
internal readonly struct SlotKey(int accountIndex, in UInt256 slot) : IEquatable<SlotKey>
{
    private readonly UInt256 _slot = slot;
    private readonly int _accountIndex = accountIndex;

    /// <inheritdoc/>
    public bool Equals(SlotKey other) => _accountIndex == other._accountIndex && _slot.Equals(other._slot);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SlotKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        ref ulong limbs = ref Unsafe.As<UInt256, ulong>(ref Unsafe.AsRef(in _slot));
        ulong first = KeyMixer.Mix(limbs, Unsafe.Add(ref limbs, 1));
        ulong second = KeyMixer.Mix(Unsafe.Add(ref limbs, 2), Unsafe.Add(ref limbs, 3) ^ first);
        return (int)KeyMixer.Mix(second, (ulong)_accountIndex);
    }
}
