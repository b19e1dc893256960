namespace Ledger.Api.Groups;

/// <summary>What became of a request to manage a group; FISCO BCOS 2.x's numbers, because its SDKs compare them.</summary>
public enum GroupCode
{
    /// <summary>Done.</summary>
    Success = 0x0,

    /// <summary>The node could not do it.</summary>
    InternalError = 0x1,

    /// <summary>There is a group with this number.</summary>
    AlreadyExists = 0x2,

    /// <summary>It runs.</summary>
    AlreadyRunning = 0x3,

    /// <summary>It is stopped.</summary>
    AlreadyStopped = 0x4,

    /// <summary>It was removed.</summary>
    AlreadyDeleted = 0x5,

    /// <summary>There is no group with this number.</summary>
    NotFound = 0x6,

    /// <summary>The request's values are wrong.</summary>
    InvalidParams = 0x7,

    /// <summary>A removed group has this number, and its genesis is kept.</summary>
    GenesisExists = 0x9,

    /// <summary>It is being stopped.</summary>
    IsStopping = 0xd,

    /// <summary>Only what was removed can be recovered.</summary>
    NotDeleted = 0xe,
}
