using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm.SystemContracts;

namespace Ledger.Evm;

/// <summary>Tells before execution what a call of the chain's own contracts asks for. Thread-safe.</summary>
public sealed class GovernanceCalls
{
    private readonly GovernanceContract[] _contracts;

    /// <summary>For a chain.</summary>
    /// <param name="hash">The chain's hash function.</param>
    public GovernanceCalls(IHashFunction hash)
    {
        var rules = new GovernanceRules([], 0);
        _contracts = [new SystemConfigContract(rules, hash), new ConsensusContract(rules, hash)];
    }

    /// <summary>The parameters that a call asks for.</summary>
    /// <param name="to">Who is called.</param>
    /// <param name="input">The call data.</param>
    /// <param name="latest">The parameters before.</param>
    /// <returns><see langword="null"/> when the call changes nothing.</returns>
    public GroupParameters? Preview(in Address to, ReadOnlySpan<byte> input, GroupParameters latest)
    {
        foreach (GovernanceContract contract in _contracts)
        {
            if (contract.Address == to
                && contract.Change(input, latest, out GroupParameters changed) == SystemResult.Changed
                && !changed.Equals(latest))
            {
                return changed;
            }
        }

        return null;
    }
}
