using System.Globalization;
using Ledger.Api.Groups;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Api.Composition;

/// <summary>The genesis of a group that is made at run time.</summary>
internal static class GroupGenesis
{
    /// <summary>What the request says, and for the rest the parameters of the default group, so that nodes of one chain come to the same.
    /// Nobody is a member, may govern or owns anything only because the default group's genesis says so.</summary>
    /// <param name="request">A valid request.</param>
    /// <param name="model">The genesis of the default group.</param>
    public static Genesis Of(GroupRequest request, Genesis model) => model with
    {
        ChainId = request.ChainId ?? model.FiscoChainId + request.GroupId - 1,
        FiscoChainId = model.FiscoChainId,
        GroupId = request.GroupId,
        Timestamp = long.Parse(request.Timestamp, CultureInfo.InvariantCulture),
        Sealers = [.. request.Sealers.Select(id => NodeId.Parse("0x" + id, null)).Order()],
        Observers = [],
        Consensus = request.Consensus is string name && ConsensusAlgorithmNames.TryParse(name, out ConsensusAlgorithm asked)
            ? asked
            : model.Consensus,
        Governors = [.. request.Governors.Select(account => Address.Parse(account, null)).Order()],
        EpochSealers = Math.Min(model.EpochSealers, request.Sealers.Count),
        Allocations = new Dictionary<Address, UInt256>(),
    };
}
