using System.Globalization;
using Ledger.Domain.Abi;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.SystemContracts;

/// <summary>SystemConfig (FISCO BCOS 2.x, 0x1000): the group's parameters, by FISCO's keys and this ledger's own.</summary>
internal sealed class SystemConfigContract : GovernanceContract
{
    private readonly AbiFunction _setValueByKey;

    /// <summary>The contract of a group.</summary>
    public SystemConfigContract(GovernanceRules rules, IHashFunction hash)
        : base(rules) => _setValueByKey = Function("setValueByKey(string,string)", hash);

    /// <inheritdoc/>
    public override Address Address => GovernanceRecord.SystemConfigAddress;

    /// <inheritdoc/>
    public override SystemResult Change(
        ReadOnlySpan<byte> input, GroupParameters latest, out GroupParameters changed)
    {
        changed = latest;
        if (!_setValueByKey.TryDecodeCall(input, AbiLayout.Any, out AbiValue arguments, out _))
        {
            return SystemResult.UnknownFunction;
        }

        GroupParameters? set = ParameterKeys.TrySet(
            latest, arguments[0].AsText().ToLower(CultureInfo.InvariantCulture), arguments[1].AsText());
        changed = set ?? latest;
        return set is null ? SystemResult.InvalidConfiguration : SystemResult.Changed;
    }
}
