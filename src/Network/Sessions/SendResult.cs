namespace Ledger.Network.Sessions;

/// <summary>What became of a frame that was to be queued.</summary>
internal enum SendResult
{
    /// <summary>It waits to be sent.</summary>
    Queued,

    /// <summary>Its lane is full; it is lost, and it is the first one since the lane was last empty.</summary>
    FirstDropped,

    /// <summary>Its lane is full; it is lost like others before.</summary>
    Dropped,

    /// <summary>The session is ending.</summary>
    Closed,
}
