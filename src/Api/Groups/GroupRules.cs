namespace Ledger.Api.Groups;

/// <summary>
/// Which change a group's state allows, with FISCO BCOS 2.x's codes and words: generated groups are stopped, stopped ones can be
/// started or removed, running ones stopped, removed ones recovered.
/// </summary>
internal static class GroupRules
{
    /// <summary>Why a group cannot be made; <see langword="null"/> when it can.</summary>
    public static GroupAnswer? Generate(int id, GroupState state) => state switch
    {
        GroupState.Inexistent => null,
        GroupState.Deleted => new(GroupCode.GenesisExists, $"Genesis config file for group {id} already exists"),
        _ => new(GroupCode.AlreadyExists, $"Group {id} already exists"),
    };

    /// <summary>Why a group cannot be started. One that should run and could not be opened is tried again.</summary>
    public static GroupAnswer? Start(int id, GroupState state) => state switch
    {
        GroupState.Stopped or GroupState.Unknown => null,
        GroupState.Running or GroupState.Joining => new(GroupCode.AlreadyRunning, $"Group {id} is already running"),
        GroupState.Deleted => new(GroupCode.AlreadyDeleted, $"Group {id} has been deleted"),
        _ => Other(id, state),
    };

    /// <summary>Why a group cannot be stopped.</summary>
    public static GroupAnswer? Stop(int id, GroupState state) => state switch
    {
        GroupState.Running or GroupState.Unknown or GroupState.Joining => null,
        GroupState.Stopped => new(GroupCode.AlreadyStopped, $"Group {id} has already been stopped"),
        GroupState.Deleted => new(GroupCode.AlreadyDeleted, $"Group {id} has already been deleted"),
        _ => Other(id, state),
    };

    /// <summary>Why a group cannot be removed.</summary>
    public static GroupAnswer? Remove(int id, GroupState state) => state switch
    {
        GroupState.Stopped => null,
        GroupState.Running or GroupState.Unknown or GroupState.Joining => new(GroupCode.AlreadyRunning, $"Group {id} is running"),
        GroupState.Deleted => new(GroupCode.AlreadyDeleted, $"Group {id} has already been deleted"),
        _ => Other(id, state),
    };

    /// <summary>Why a group cannot be recovered.</summary>
    public static GroupAnswer? Recover(int id, GroupState state) => state switch
    {
        GroupState.Deleted => null,
        GroupState.Running or GroupState.Stopped or GroupState.Unknown or GroupState.Joining =>
            new(GroupCode.NotDeleted, $"Group {id} has not been deleted"),
        _ => Other(id, state),
    };

    /// <summary>The answer to a change that was made.</summary>
    public static GroupAnswer Done(int id, string verb) => new(GroupCode.Success, $"Group {id} {verb} successfully");

    private static GroupAnswer Other(int id, GroupState state) => state == GroupState.Stopping
        ? new(GroupCode.IsStopping, $"Group {id} is stopping")
        : new(GroupCode.NotFound, $"Group {id} not found");
}
