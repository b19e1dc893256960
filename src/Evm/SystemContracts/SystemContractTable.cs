using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.SystemContracts;

/// <summary>The system contracts of a group.</summary>
internal sealed class SystemContractTable
{
    private readonly Dictionary<Address, ISystemContract> _contracts;

    /// <summary>The table of a group, or of none: then no address is special.</summary>
    public SystemContractTable(GovernanceRules? rules, IHashFunction hash)
    {
        ISystemContract[] contracts = rules is null
            ? []
            : [new SystemConfigContract(rules, hash), new ConsensusContract(rules, hash)];
        _contracts = contracts.ToDictionary(contract => contract.Address);
    }

    /// <summary>The contract at an address, if there is one.</summary>
    public ISystemContract? Find(in Address address) =>
        _contracts.Count > 0 && _contracts.TryGetValue(address, out ISystemContract? contract) ? contract : null;
}
