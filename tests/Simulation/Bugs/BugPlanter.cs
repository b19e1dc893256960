using Ledger.Consensus;
using Ledger.Consensus.Pbft;
using Ledger.Consensus.Raft;
using Ledger.Domain.Cryptography;
using Ledger.Node;
using Ledger.Node.Ports;
using Ledger.Simulation.Algorithms;
using Ledger.Simulation.Cluster;
using Ledger.Simulation.Engine;

namespace Ledger.Simulation.Bugs;

/// <summary>Puts a bug between the parts of real nodes, so that the product needs no switches for it.</summary>
/// <param name="bug">The bug, or none.</param>
public sealed class BugPlanter(PlantedBug bug)
{
    /// <summary>Whether a block's state is stored apart from it.</summary>
    public bool IsStateApart => bug == PlantedBug.StateOutsideTransaction;

    /// <summary>Whether nodes with this bug refuse honest messages, which is then not held against them: what must be found is
    /// that the chain stops.</summary>
    public bool MayRefuseHonest => bug is PlantedBug.LockedForEver or PlantedBug.TimeCheckOnPrepared;

    /// <summary>The journal as the bug leaves it.</summary>
    public IVoteJournal Wrap(IVoteJournal journal, NodeLife life, Scheduler scheduler) => bug switch
    {
        PlantedBug.VoteBeforeJournal => new LateJournal(journal, life, scheduler),
        PlantedBug.ReusedOldView or PlantedBug.ForgottenPrepared or PlantedBug.ForgottenVote => new ForgetfulJournal(journal, bug),
        _ => journal,
    };

    /// <summary>Cores and seals as the bug leaves them.</summary>
    internal ConsensusSeams Seams(World world, ISigner signer) => bug switch
    {
        PlantedBug.QuorumOffByOne => new ConsensusSeams
        {
            Cores = _ => (_, stored) => WeakCore(world, signer, stored),
            Seals = _ => (_, _) => Seal(world, signer, world.Setup.Suite.Suite, votesLess: 1),
        },
        PlantedBug.OldTermCommit => new ConsensusSeams
        {
            Cores = _ => (epoch, stored) => new RaftCore(
                RaftAlgorithm.Settings(world.Plan), epoch, epoch.Sealers.IndexOf(signer.Id), stored, world.Setup.Suite)
            {
                CommitsOldTerms = true,
            },
        },
        PlantedBug.NoGroupInSignature => new ConsensusSeams
        {
            Seals = _ => (_, _) => Seal(world, signer, GrouplessHash.Weaken(world.Setup.Suite.Suite), votesLess: 0),
        },
        PlantedBug.NoPreparedCertificate => Wrap(static seal => new CertificatelessSeal(seal)),
        PlantedBug.LockedForEver => Wrap(seal => new LockingSeal(seal, world.Setup.Suite)),
        PlantedBug.TimeCheckOnPrepared => Wrap(seal => new AgeCheckingSeal(seal, world.Scheduler)),
        _ => new ConsensusSeams(),
    };

    private static ConsensusSeams Wrap(Func<IMessageSeal, IMessageSeal> wrap) =>
        new() { Seals = seals => (epoch, start) => wrap(seals(epoch, start)) };

    private static PbftCore WeakCore(World world, ISigner signer, CertifiedHeader stored) => new(
        PbftAlgorithm.Settings(world.Plan),
        world.Setup.SealerSet,
        world.Setup.SealerSet.IndexOf(signer.Id),
        stored,
        world.Setup.Suite)
    {
        Threshold = world.Setup.SealerSet.Threshold - 1,
    };

    private static PbftSeal Seal(World world, ISigner signer, CryptoSuite suite, int votesLess) =>
        new(world.Setup.Identity, world.Setup.SealerSet, suite, signer)
        {
            HeightsPerTurn = world.Plan.HeightsPerTurn,
            Threshold = world.Setup.SealerSet.Threshold - votesLess,
        };
}
