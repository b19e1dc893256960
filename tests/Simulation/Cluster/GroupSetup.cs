using Ledger.Consensus;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Simulation.Algorithms;
using Ledger.Simulation.Engine;

namespace Ledger.Simulation.Cluster;

/// <summary>The keys, the genesis and the accounts of a simulated group.</summary>
public sealed class GroupSetup
{
    /// <summary>How many accounts send transactions.</summary>
    public const int Accounts = 8;

    /// <summary>What each account has at block 0.</summary>
    public const ulong Balance = 1_000_000;

    private const int FirstSpareKey = 500;
    private const int GovernorKey = 900;
    private const int FirstAccountKey = 1_000;

    /// <summary>Makes the group of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="algorithm">Its algorithm.</param>
    public GroupSetup(SimulationPlan plan, IAlgorithm algorithm)
    {
        Suite = new SimulatedSuite();
        ISigner[] sealers = [.. Enumerable.Range(1, plan.Nodes).Select(Suite.Signer).OrderBy(signer => signer.Id)];
        Members = [.. sealers, .. Enumerable.Range(1, plan.Spares).Select(spare => Suite.Signer(FirstSpareKey + spare))];
        Governor = Suite.Signer(GovernorKey);
        Senders = [.. Enumerable.Range(FirstAccountKey, Accounts).Select(Suite.Signer)];
        Genesis = algorithm.Shape(new Genesis
        {
            ChainId = 20_200 + plan.GroupId,
            GroupId = plan.GroupId,
            Timestamp = SimulatedClock.Epoch.ToUnixTimeMilliseconds(),
            Sealers = [.. sealers.Select(signer => signer.Id)],
            Governors = [Governor.Address],
            ConsensusTimeoutMs = SimulationPlan.ConsensusTimeoutMs,
            ConsensusTimeoutMaxMs = SimulationPlan.ConsensusTimeoutMaxMs,
            SequenceWindow = plan.Window,
            HeightsPerTurn = plan.HeightsPerTurn,
            BlockTransactionsMax = 20,
            SnapshotBlocks = plan.SnapshotBlocks,
            Allocations = Senders.ToDictionary(signer => signer.Address, _ => (UInt256)Balance),
        });
        (Block block, _) = GenesisBlock.Create(Genesis, Suite.Suite);
        SealerSet = Genesis.SealerSet();
        Identity = new GroupIdentity(Genesis.ChainId, Genesis.GroupId, block.Hash);
    }

    /// <summary>The cryptography.</summary>
    public SimulatedSuite Suite { get; }

    /// <summary>The members' keys, by number: the first sealers in the order of their ids, then those that may join.</summary>
    public IReadOnlyList<ISigner> Members { get; }

    /// <summary>The key that changes members and parameters.</summary>
    public ISigner Governor { get; }

    /// <summary>The keys of the accounts.</summary>
    public IReadOnlyList<ISigner> Senders { get; }

    /// <summary>The genesis.</summary>
    public Genesis Genesis { get; }

    /// <summary>The sealers from block 1 on.</summary>
    public SealerSet SealerSet { get; }

    /// <summary>What signatures of the group name.</summary>
    public GroupIdentity Identity { get; }

    /// <summary>The number of a member, or -1 when it is none.</summary>
    public int NumberOf(NodeId id) => Members.ToList().FindIndex(signer => signer.Id == id);
}
