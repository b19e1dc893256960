using Ledger.Crypto.Hashing;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.EvmConformance.StateTests;

/// <summary>A whole world in dictionaries: the state that tests start from and look at afterwards.</summary>
internal sealed class WorldState : IStateView
{
    private readonly Dictionary<Address, Account> _accounts = [];
    private readonly Dictionary<Address, Dictionary<UInt256, UInt256>> _storage = [];
    private readonly Dictionary<Hash256, ReadOnlyMemory<byte>> _code = [];

    /// <summary>The accounts that exist.</summary>
    public IReadOnlyDictionary<Address, Account> Accounts => _accounts;

    /// <summary>Once cancelled, every read throws: nobody waits for the execution any more.</summary>
    public CancellationToken GivenUp { get; set; }

    /// <summary>Adds an account.</summary>
    public WorldState With(
        in Address address, in UInt256 balance = default, ulong nonce = 0, byte[]? code = null,
        params ReadOnlySpan<(UInt256 Slot, UInt256 Value)> storage)
    {
        Hash256 codeHash = code is { Length: > 0 } ? Keccak256.Hash(code) : default;
        _accounts[address] = new Account(nonce, balance, codeHash);
        if (code is { Length: > 0 })
        {
            _code[codeHash] = code;
        }

        foreach ((UInt256 slot, UInt256 value) in storage)
        {
            Write(address, slot, value);
        }

        return this;
    }

    /// <summary>The slots of an account that are not zero.</summary>
    public IReadOnlyDictionary<UInt256, UInt256> StorageOf(in Address address) =>
        _storage.TryGetValue(address, out Dictionary<UInt256, UInt256>? slots) ? slots : new Dictionary<UInt256, UInt256>();

    /// <summary>Writes the changes of an execution.</summary>
    public void Apply(StateDiff diff)
    {
        foreach (Address wiped in diff.WipedStorage)
        {
            _storage.Remove(wiped);
        }

        foreach ((Address address, Account? account) in diff.Accounts)
        {
            if (account is Account value)
            {
                _accounts[address] = value;
            }
            else
            {
                _accounts.Remove(address);
            }
        }

        foreach (((Address address, UInt256 slot), UInt256 value) in diff.Storage)
        {
            Write(address, slot, value);
        }

        foreach ((Hash256 hash, ReadOnlyMemory<byte> code) in diff.Code)
        {
            _code[hash] = code;
        }
    }

    /// <inheritdoc/>
    public bool TryGetAccount(in Address address, out Account account)
    {
        GivenUp.ThrowIfCancellationRequested();
        return _accounts.TryGetValue(address, out account);
    }

    /// <inheritdoc/>
    public UInt256 GetStorage(in Address address, in UInt256 slot)
    {
        GivenUp.ThrowIfCancellationRequested();
        return StorageOf(address).GetValueOrDefault(slot);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> GetCode(in Hash256 codeHash) => _code.GetValueOrDefault(codeHash);

    /// <inheritdoc/>
    public bool HasStorage(in Address address) => StorageOf(address).Count > 0;

    private void Write(in Address address, in UInt256 slot, in UInt256 value)
    {
        if (!_storage.TryGetValue(address, out Dictionary<UInt256, UInt256>? slots))
        {
            _storage[address] = slots = [];
        }

        if (value.IsZero)
        {
            slots.Remove(slot);
        }
        else
        {
            slots[slot] = value;
        }
    }
}
