namespace Ledger.Application.Network;

/// <summary>Why no block becomes final on a node now. The numbers are those of the metric's series and of no wire format.</summary>
public enum StallKind
{
    /// <summary>Nothing waits to be ordered.</summary>
    Idle = 0,

    /// <summary>A height is on its way, and not late.</summary>
    Working = 1,

    /// <summary>The group has stopped on this node.</summary>
    Halted = 2,

    /// <summary>This node's database takes no writes.</summary>
    StoreAway = 3,

    /// <summary>Final blocks queue up before this node's database.</summary>
    StoreBehind = 4,

    /// <summary>Peers are final beyond this node.</summary>
    Behind = 5,

    /// <summary>Too few sealers are heard to decide anything.</summary>
    NoQuorum = 6,

    /// <summary>Enough sealers are heard, but votes of some are missing.</summary>
    Votes = 7,

    /// <summary>The leader offers nothing.</summary>
    LeaderSilent = 8,

    /// <summary>A quorum left the view and waits for the next one's NewView.</summary>
    ViewChange = 9,

    /// <summary>Transactions of the proposal have not come here.</summary>
    Bodies = 10,

    /// <summary>The height is ordered and executes.</summary>
    Executing = 11,

    /// <summary>This node is not in the group, and nobody tells it anything.</summary>
    NotMember = 12,
}
