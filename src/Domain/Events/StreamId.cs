namespace Ledger.Domain.Events;

/// <summary>The names of a group's event streams.</summary>
public static class StreamId
{
    /// <summary>The ordered truth that every node of the group holds alike.</summary>
    public const string Ledger = "ledger";

    /// <summary>This node's own durable protocol record: the vote journal.</summary>
    public const string Consensus = "consensus";

    /// <summary>The interfaces of contracts that this node was told of; other nodes may know others.</summary>
    public const string Abis = "abis";
}
