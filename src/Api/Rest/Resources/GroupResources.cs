using Ledger.Api.Groups;

namespace Ledger.Api.Rest.Resources;

/// <summary>A group of this node.</summary>
/// <param name="GroupId" example="1">Its number.</param>
/// <param name="Status" example="Running">What it is here.</param>
/// <param name="IsDefault" example="true">Whether it is meant when a request names none.</param>
/// <param name="IsMember" example="true">Whether this node is a member; null while the group does not run.</param>
/// <param name="ChainId" example="20200">The chain id that its Ethereum transactions sign; null while it does not run.</param>
/// <param name="GenesisHash" example="0x9f1c5a0f8c1b54f3f9a17ef3f0c1bdf7c86f93c1d6f54a6cf87f5f0f2b2f1d10">Hash of its block 0; null while it does not run.</param>
/// <param name="BlockNumber" example="1024">Its last block here; null while it does not run.</param>
/// <param name="Problem" example="null">Why it stopped by itself or could not be opened, or how far it is while it loads a snapshot; null otherwise.</param>
internal sealed record GroupResource(
    int GroupId,
    GroupState Status,
    bool IsDefault,
    bool? IsMember,
    long? ChainId,
    string? GenesisHash,
    long? BlockNumber,
    string? Problem)
{
    public static GroupResource Of(GroupView group, int defaultId) => new(
        group.GroupId,
        group.State,
        group.GroupId == defaultId,
        group.Surface?.Status.IsMember,
        group.Surface?.Status.Genesis.ChainId,
        group.Surface?.Status.GenesisHash.ToString(),
        group.Surface?.Status.Head.Number,
        group.Problem ?? group.Surface?.Status.HaltReason);
}

/// <summary>A group that is to be made. Equal values give the same genesis on every node.</summary>
/// <param name="GroupId" example="2">Its number, 1 to 32767.</param>
/// <param name="Timestamp" example="1767225600000">The time of its block 0, milliseconds since the Unix epoch.</param>
/// <param name="Sealers">The nodes that vote: their public keys.</param>
/// <param name="ChainId" example="20201">The chain id that its Ethereum transactions sign; by default the chain's number plus the group's, less one.</param>
/// <param name="Governors">The accounts that may change its members and parameters by transaction; without any nobody can.</param>
/// <param name="Consensus" example="pbft">Its consensus algorithm; without one that of the node's default group.</param>
internal sealed record GroupCreation(
    int GroupId, long Timestamp, IReadOnlyList<string>? Sealers, long? ChainId, IReadOnlyList<string>? Governors, string? Consensus);
