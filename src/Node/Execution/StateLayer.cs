using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.Node.Execution;

/// <summary>Decoded values of the world state, kept in memory. Owned by one caller; not thread-safe.</summary>
internal sealed class StateLayer
{
    private readonly Dictionary<Address, Account?> _accounts = [];
    private readonly Dictionary<(Address Address, UInt256 Slot), UInt256> _storage = [];
    private readonly Dictionary<Hash256, ReadOnlyMemory<byte>> _code = [];

    /// <summary>Number of values held.</summary>
    public int Count => _accounts.Count + _storage.Count + _code.Count;

    public bool TryGet(in Address address, out Account? account) => _accounts.TryGetValue(address, out account);

    public bool TryGet(in Address address, in UInt256 slot, out UInt256 value) =>
        _storage.TryGetValue((address, slot), out value);

    public bool TryGet(in Hash256 codeHash, out ReadOnlyMemory<byte> code) => _code.TryGetValue(codeHash, out code);

    public void Set(in Address address, Account? account) => _accounts[address] = account;

    public void Set(in Address address, in UInt256 slot, in UInt256 value) => _storage[(address, slot)] = value;

    public void Set(in Hash256 codeHash, ReadOnlyMemory<byte> code) => _code[codeHash] = code;

    /// <summary>Keeps a stored value under its key.</summary>
    /// <exception cref="InvalidDataException">The stored bytes are not a value of that kind: the store is damaged.</exception>
    public void Set(in StateKey key, ReadOnlyMemory<byte> value)
    {
        switch (key.Kind)
        {
            case StateKeyKind.Account:
                Set(key.Address, DecodeAccount(key, value.Span));
                break;
            case StateKeyKind.Storage:
                Set(key.Address, UInt256.FromBigEndian(key.Word.Bytes), UInt256.FromBigEndian(value.Span));
                break;
            default:
                Set(key.Word, value);
                break;
        }
    }

    /// <summary>Takes over the final values of an execution.</summary>
    public void Apply(StateDiff diff)
    {
        foreach ((Address address, Account? account) in diff.Accounts)
        {
            _accounts[address] = account;
        }

        foreach (((Address Address, UInt256 Slot) key, UInt256 value) in diff.Storage)
        {
            _storage[key] = value;
        }

        foreach ((Hash256 codeHash, ReadOnlyMemory<byte> code) in diff.Code)
        {
            _code[codeHash] = code;
        }
    }

    /// <summary>Copies every value into a diff.</summary>
    public StateDiff ToDiff()
    {
        var diff = new StateDiff();
        foreach ((Address address, Account? account) in _accounts)
        {
            diff.Accounts.Add(address, account);
        }

        foreach (((Address Address, UInt256 Slot) key, UInt256 value) in _storage)
        {
            diff.Storage.Add(key, value);
        }

        foreach ((Hash256 codeHash, ReadOnlyMemory<byte> code) in _code)
        {
            diff.Code.Add(codeHash, code);
        }

        return diff;
    }

    public void Clear()
    {
        _accounts.Clear();
        _storage.Clear();
        _code.Clear();
    }

    /// <summary>Reads an account's stored bytes; nothing for one that does not exist.</summary>
    /// <exception cref="InvalidDataException">They are no account: the store is damaged.</exception>
    public static Account? DecodeAccount(in StateKey key, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return null;
        }

        return AccountCodec.TryDecode(value, out Account account)
            ? account
            : throw new InvalidDataException($"The stored value of {key} is not an account.");
    }
}
