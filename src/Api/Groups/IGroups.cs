using Ledger.Api.JsonRpc;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;

namespace Ledger.Api.Groups;

/// <summary>The groups of this node and what they share. Thread-safe; every member is a moment's value.</summary>
internal interface IGroups
{
    /// <summary>The group that is meant when a request names none.</summary>
    int DefaultId { get; }

    /// <summary>The chain's number, equal in all groups.</summary>
    long ChainId { get; }

    /// <summary>This node.</summary>
    NodeId Self { get; }

    /// <summary>The links to other nodes, whatever groups they run.</summary>
    IReadOnlyList<PeerSession> Peers { get; }

    /// <summary>Every group that this node knows, by number.</summary>
    IReadOnlyList<GroupView> All { get; }

    /// <summary>A running group.</summary>
    GroupSurface? Find(int groupId);

    /// <summary>What answers JSON-RPC in the name of a group that does not run here: the methods of the node itself.</summary>
    RpcEngine Absent(bool isAdmin);
}
