namespace Ledger.Api.Groups;

/// <summary>A group that this node knows, at a moment.</summary>
/// <param name="GroupId">Its number.</param>
/// <param name="State">What it is here.</param>
internal sealed record GroupView(int GroupId, GroupState State)
{
    /// <summary>The running group; <see langword="null"/> when it does not run.</summary>
    public GroupSurface? Surface { get; init; }

    /// <summary>Why it could not be opened.</summary>
    public string? Problem { get; init; }
}
