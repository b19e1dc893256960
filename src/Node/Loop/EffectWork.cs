using Ledger.Consensus;
using Ledger.Domain.Blocks;
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
    private long _view;

    /// <summary>Starts one effect.</summary>
    /// <param name="effect">The effect.</param>
    /// <param name="next">Takes its answer, when there is one at once.</param>
    public void Start(ConsensusEffect effect, Queue<ConsensusInput> next)
    {
        switch (effect)
        {
            case ConsensusEffect.BuildProposal build:
                Proposal? proposal = desk.Build(build.Number, build.MayBeEmpty, build.OnlyFull);
                next.Enqueue(new ConsensusInput.ProposalBuilt(build.Number, build.View, proposal));
                break;
            case ConsensusEffect.FetchBodies fetch:
                Fetch(fetch, next);
                break;
            case ConsensusEffect.Execute execute:
                pipeline.Execute(execute.Proposal, execute.Digest, desk.BodiesOf(execute.Digest));
                break;
            case ConsensusEffect.Commit commit:
                pipeline.FinalizeBlock(commit.Number, commit.BlockHash, commit.Certificate);
                break;
            case ConsensusEffect.SetTimer timer:
                timers.Set(timer.Timer, timer.Delay);
                break;
            case ConsensusEffect.CatchUp catchUp:
                peers.CatchUp(catchUp.Number, catchUp.From);
                break;
            default:
                report.Tell(effect);
                break;
        }
    }

    /// <summary>Does what follows an input that was stepped.</summary>
    /// <param name="input">The input.</param>
    /// <param name="next">Takes what follows from it.</param>
    public void OnStepped(ConsensusInput input, Queue<ConsensusInput> next)
    {
        switch (input)
        {
            case ConsensusInput.Committed committed:
                desk.OnCommitted(committed.Number);
                peers.TellStatus();

                // The core forgets at every commit that transactions wait, so that an idle group changes no view.
                RemindOfTransactions(next);
                break;
            case ConsensusInput.Started:
                RemindOfTransactions(next);
                break;
            case ConsensusInput.TransactionsAvailable:
                // What a leader offers may overtake the gossip of what it holds.
                EnqueueAll(desk.TakeFromPool(), next);
                break;
        }
    }

    /// <summary>Takes sealers' indexes as those of an epoch from now on.</summary>
    public void Enter(ConsensusEffect.EnterEpoch enter)
    {
        peers.Enter(enter.Epoch);
        desk.Enter(enter.Epoch, enter.Base);
    }

    /// <summary>Publishes what consensus is doing.</summary>
    public void Publish(ConsensusStatus status, Queue<ConsensusInput> next)
    {
        report.State.SetConsensus(status);
        if (status.View != _view)
        {
            // What proposals of the old view held and the new one does not offer again waits once more.
            _view = status.View;
            RemindOfTransactions(next);
        }
    }

    /// <summary>Publishes that what the steps so far wanted durable is in the journal.</summary>
    public void OnJournalled(ConsensusStatus status) => report.State.SetJournalled(status);

    /// <summary>Bodies that belong into the next journal append.</summary>
    public List<JournalBody> TakeUnsavedBodies() => desk.TakeUnsaved();

    private void RemindOfTransactions(Queue<ConsensusInput> next)
    {
        if (report.Pool.HasReady)
        {
            next.Enqueue(new ConsensusInput.TransactionsAvailable());
        }
    }

    private void Fetch(ConsensusEffect.FetchBodies fetch, Queue<ConsensusInput> next)
    {
        (IReadOnlyList<ConsensusInput> answers, IReadOnlyList<Hash256> missing) =
            desk.Hold(fetch.Proposal, fetch.Digest, fetch.IsFresh);
        EnqueueAll(answers, next);
        if (missing.Count > 0)
        {
            // Most are among what peers have told already and this node has not checked yet: asked for too, they would come twice.
            Hash256 digest = fetch.Digest;
            peers.AskBodiesNotTold(fetch.Source, () => desk.MissingOf(digest));
        }
    }

    private static void EnqueueAll(IReadOnlyList<ConsensusInput> inputs, Queue<ConsensusInput> next)
    {
        foreach (ConsensusInput input in inputs)
        {
            next.Enqueue(input);
        }
    }
}
