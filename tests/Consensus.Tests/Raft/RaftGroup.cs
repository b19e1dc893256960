using Ledger.Domain.Governance;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Raft;

/// <summary>The parameters of a group that orders by Raft.</summary>
internal static class RaftGroup
{
    public static GroupParameters Parameters(TestGroup group) => new Genesis
    {
        ChainId = 1,
        GroupId = 1,
        Timestamp = 0,
        Sealers = [.. group.Sealers.Members],
        Consensus = ConsensusAlgorithm.Raft,
    }.Parameters();
}
