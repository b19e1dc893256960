namespace Ledger.Api.Groups;

/// <summary>Makes, starts, stops, removes and recovers groups. One change at a time; what an answer says is durable.</summary>
internal interface IGroupControl
{
    /// <summary>Makes a group; it is stopped.</summary>
    Task<GroupAnswer> GenerateAsync(GroupRequest request, CancellationToken cancellation);

    /// <summary>Starts a stopped group.</summary>
    Task<GroupAnswer> StartAsync(int groupId, CancellationToken cancellation);

    /// <summary>Stops a running group; its data stays.</summary>
    Task<GroupAnswer> StopAsync(int groupId, CancellationToken cancellation);

    /// <summary>Puts a stopped group's registration aside; its data stays.</summary>
    Task<GroupAnswer> RemoveAsync(int groupId, CancellationToken cancellation);

    /// <summary>Brings a removed group back; it is stopped.</summary>
    Task<GroupAnswer> RecoverAsync(int groupId, CancellationToken cancellation);
}
