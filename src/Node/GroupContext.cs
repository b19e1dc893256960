using Ledger.Consensus;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Epochs;

namespace Ledger.Node;

/// <summary>What every part of a group's node agrees on.</summary>
/// <param name="Genesis">The group's genesis.</param>
/// <param name="GenesisHash">Hash of block 0.</param>
/// <param name="Suite">The chain's cryptography.</param>
/// <param name="Epochs">Members and parameters by height.</param>
public sealed record GroupContext(Genesis Genesis, Hash256 GenesisHash, CryptoSuite Suite, EpochBook Epochs)
{
    /// <summary>What a signature of this group names.</summary>
    public GroupIdentity Identity { get; } = new(Genesis.ChainId, Genesis.GroupId, GenesisHash);
}
