using System.Globalization;
using Ledger.Domain.Abi;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.SystemContracts;

/// <summary>Consensus (FISCO BCOS 2.x, 0x1003): who seals, who observes, who leaves.</summary>
internal sealed class ConsensusContract : GovernanceContract
{
    private readonly AbiFunction _addSealer;
    private readonly AbiFunction _addObserver;
    private readonly AbiFunction _remove;

    /// <summary>The contract of a group.</summary>
    public ConsensusContract(GovernanceRules rules, IHashFunction hash)
        : base(rules)
    {
        _addSealer = Function("addSealer(string)", hash);
        _addObserver = Function("addObserver(string)", hash);
        _remove = Function("remove(string)", hash);
    }

    /// <inheritdoc/>
    public override Address Address => GovernanceRecord.ConsensusAddress;

    /// <inheritdoc/>
    public override SystemResult Change(
        ReadOnlySpan<byte> input, GroupParameters latest, out GroupParameters changed)
    {
        changed = latest;
        AbiFunction function = _addSealer;
        if (!_addSealer.TryDecodeCall(input, AbiLayout.Any, out AbiValue arguments, out _))
        {
            function = _addObserver;
            if (!_addObserver.TryDecodeCall(input, AbiLayout.Any, out arguments, out _))
            {
                function = _remove;
                if (!_remove.TryDecodeCall(input, AbiLayout.Any, out arguments, out _))
                {
                    return SystemResult.UnknownFunction;
                }
            }
        }

        if (!NodeId.TryParse(arguments[0].AsText(), CultureInfo.InvariantCulture, out NodeId node))
        {
            return SystemResult.InvalidNodeId;
        }

        if (function == _remove && !latest.IsMember(node))
        {
            return SystemResult.Unchanged;
        }

        NodeId[] sealers = With(latest.Sealers, node, function == _addSealer);
        if (sealers.Length == 0)
        {
            return SystemResult.LastSealer;
        }

        changed = latest with { Sealers = sealers, Observers = With(latest.Observers, node, function == _addObserver) };
        return SystemResult.Changed;
    }

    private static NodeId[] With(IReadOnlyList<NodeId> nodes, NodeId node, bool isIn) =>
        [.. nodes.Where(other => other != node).Concat(isIn ? [node] : []).Order()];
}
