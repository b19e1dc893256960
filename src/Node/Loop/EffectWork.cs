using Ledger.Consensus;
using Ledger.Domain.Primitives;
using Ledger.Node.Execution;
using Ledger.Node.Ports;
using Ledger.Node.Sync;

namespace Ledger.Node.Loop;

/// <summary>Carries out the effects that neither journal nor send. Owned by the node loop.</summary>
/// <param name="desk">Proposals and bodies.</param>
/// <param name="pipeline">Execution and storage.</param>
/// <param name="timers">Timers.</param>
/// <param name="peers">What is asked of peers.</param>
/// <param name="report">Where an operator reads.</param>
public sealed class EffectWork(
    ProposalDesk desk, BlockPipeline pipeline, ConsensusTimers timers, PeerRequests peers, EffectReport report)
{
    /// <summary>Starts one effect.</summary>
    /// <returns>Its answer, when there is one at once.</returns>
    public ConsensusInput? Start(ConsensusEffect effect)
    {
        switch (effect)
        {
            case ConsensusEffect.BuildProposal build:
                return new ConsensusInput.ProposalBuilt(build.Number, build.View, desk.Build(build.Number, build.MayBeEmpty));
            case ConsensusEffect.FetchBodies fetch:
                return Fetch(fetch);
            case ConsensusEffect.Execute execute:
                pipeline.Execute(execute.Proposal, execute.Digest, desk.BodiesOf(execute.Digest));
                return null;
            case ConsensusEffect.Commit commit:
                pipeline.FinalizeBlock(commit.Number, commit.BlockHash, commit.Certificate);
                return null;
            case ConsensusEffect.SetTimer timer:
                timers.Set(timer.Timer, timer.Delay);
                return null;
            case ConsensusEffect.CatchUp catchUp:
                peers.CatchUp(catchUp.Number, catchUp.From);
                return null;
            default:
                report.Tell(effect);
                return null;
        }
    }

    /// <summary>Does what follows an input that was stepped.</summary>
    /// <returns>An input that follows from it.</returns>
    public ConsensusInput? OnStepped(ConsensusInput input)
    {
        if (input is ConsensusInput.Committed committed)
        {
            desk.OnCommitted(committed.Number);
            peers.TellStatus();
        }

        // The core forgets at every commit that transactions wait, so that an idle group changes no view.
        return input is ConsensusInput.Committed or ConsensusInput.Started && report.Pool.HasReady
            ? new ConsensusInput.TransactionsAvailable()
            : null;
    }

    /// <summary>Takes sealers' indexes as those of an epoch from now on.</summary>
    public void Enter(ConsensusEffect.EnterEpoch enter)
    {
        peers.Enter(enter.Epoch);
        desk.Enter(enter.Epoch, enter.Base);
    }

    /// <summary>Publishes what consensus is doing.</summary>
    public void Publish(ConsensusStatus status) => report.State.SetConsensus(status);

    /// <summary>Bodies that belong into the next journal append.</summary>
    public List<JournalBody> TakeUnsavedBodies() => desk.TakeUnsaved();

    private ConsensusInput.BodiesReady? Fetch(ConsensusEffect.FetchBodies fetch)
    {
        IReadOnlyList<Hash256> missing = desk.Hold(fetch.Proposal, fetch.Digest);
        if (missing.Count == 0)
        {
            return new ConsensusInput.BodiesReady(fetch.Proposal.Number, fetch.Digest);
        }

        peers.AskBodies(fetch.Source, missing);
        return null;
    }
}
