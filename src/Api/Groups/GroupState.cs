namespace Ledger.Api.Groups;

/// <summary>What a group is on this node. The names are FISCO BCOS 2.x's in lower case.</summary>
public enum GroupState
{
    /// <summary>This node knows no such group.</summary>
    Inexistent = 0,

    /// <summary>It runs.</summary>
    Running = 1,

    /// <summary>It is being stopped.</summary>
    Stopping = 2,

    /// <summary>It was made or stopped, and can be started.</summary>
    Stopped = 3,

    /// <summary>It was removed: its registration is put aside, its data stays, and it can be recovered.</summary>
    Deleted = 4,

    /// <summary>It should run and could not be opened; the node's log says why.</summary>
    Unknown = 5,

    /// <summary>It has no chain here yet and loads a snapshot to start from; its problem says how far it is.</summary>
    Joining = 6,
}
