namespace Ledger.Api.Groups;

/// <summary>A group that is to be made; equal requests on two nodes of one chain give the same genesis.</summary>
/// <param name="GroupId">Its number.</param>
/// <param name="Timestamp">The time of its block 0: decimal text, milliseconds since the Unix epoch.</param>
/// <param name="Sealers">The nodes that vote: 128 hexadecimal digits each.</param>
internal sealed record GroupRequest(int GroupId, string Timestamp, IReadOnlyList<string> Sealers)
{
    /// <summary>The chain id that its Ethereum transactions sign; <see langword="null"/> takes the chain's number plus the group's, less one,
    /// so that no transaction of one group can be replayed in another.</summary>
    public long? ChainId { get; init; }

    /// <summary>The accounts that may change its members and parameters by transaction; without any nobody can.</summary>
    public IReadOnlyList<string> Governors { get; init; } = [];

    /// <summary>Its consensus algorithm; <see langword="null"/> for that of the node's default group.</summary>
    public string? Consensus { get; init; }
}
