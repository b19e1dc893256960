using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.Node.Execution;

/// <summary>A state with some accounts as a caller pretends them to be.</summary>
internal sealed class OverriddenStateView : IStateView
{
    private readonly IStateView _actual;
    private readonly IReadOnlyDictionary<Address, AccountOverride> _overrides;
    private readonly Dictionary<Hash256, ReadOnlyMemory<byte>> _code = [];

    private OverriddenStateView(IStateView actual, IReadOnlyDictionary<Address, AccountOverride> overrides)
    {
        _actual = actual;
        _overrides = overrides;
        foreach (AccountOverride account in overrides.Values)
        {
            if (account.Code is ReadOnlyMemory<byte> code)
            {
                _code[account.CodeHash] = code;
            }
        }
    }

    /// <summary>The state that a call sees: the actual one where it pretends nothing.</summary>
    public static IStateView Over(IStateView actual, IReadOnlyDictionary<Address, AccountOverride> overrides) =>
        overrides.Count == 0 ? actual : new OverriddenStateView(actual, overrides);

    /// <inheritdoc/>
    public bool TryGetAccount(in Address address, out Account account)
    {
        bool exists = _actual.TryGetAccount(address, out account);
        if (!_overrides.TryGetValue(address, out AccountOverride? pretended))
        {
            return exists;
        }

        account = new Account(
            pretended.Nonce ?? account.Nonce,
            pretended.Balance ?? account.Balance,
            pretended.Code is null ? account.CodeHash : pretended.CodeHash);
        return exists || !account.IsEmpty;
    }

    /// <inheritdoc/>
    public UInt256 GetStorage(in Address address, in UInt256 slot) =>
        !_overrides.TryGetValue(address, out AccountOverride? pretended) ? _actual.GetStorage(address, slot)
        : pretended.Slots.TryGetValue(slot, out UInt256 value) ? value
        : pretended.ReplacesStorage ? default
        : _actual.GetStorage(address, slot);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> GetCode(in Hash256 codeHash) =>
        _code.TryGetValue(codeHash, out ReadOnlyMemory<byte> code) ? code : _actual.GetCode(codeHash);

    /// <inheritdoc/>
    public bool HasStorage(in Address address) => _actual.HasStorage(address);
}
