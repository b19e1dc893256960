using Ledger.Domain.Abi;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Clients;

/// <summary>A call of one of the chain's own contracts.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Function">The function, whose arguments are texts.</param>
/// <param name="Arguments">The arguments.</param>
public sealed record GovernanceCall(Address Contract, string Function, params string[] Arguments)
{
    /// <summary>Whether it may leave the group one sealer less.</summary>
    public bool MayLower { get; init; }

    /// <summary>Makes a node one that follows.</summary>
    public static GovernanceCall AddObserver(NodeId node) =>
        new(GovernanceRecord.ConsensusAddress, "addObserver(string)", node.ToString()) { MayLower = true };

    /// <summary>Makes a node one that votes.</summary>
    public static GovernanceCall AddSealer(NodeId node) =>
        new(GovernanceRecord.ConsensusAddress, "addSealer(string)", node.ToString());

    /// <summary>Takes a node out of the group.</summary>
    public static GovernanceCall Remove(NodeId node) =>
        new(GovernanceRecord.ConsensusAddress, "remove(string)", node.ToString()) { MayLower = true };

    /// <summary>Sets a parameter.</summary>
    public static GovernanceCall Set(string key, int value) => new(
        GovernanceRecord.SystemConfigAddress,
        "setValueByKey(string,string)",
        key,
        value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The call data.</summary>
    public byte[] Encode(GroupSetup setup) => AbiFunction.Parse(Function, setup.Suite)
        .EncodeCall([.. Arguments.Select(AbiValue.Text)]);
}
