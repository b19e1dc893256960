using Ledger.Consensus;
using Ledger.Consensus.Pbft;

namespace Ledger.Simulation.Cluster;

/// <summary>Inputs and effects in a few words, for a trace that a person reads.</summary>
public static class TraceText
{
    /// <summary>An input in words.</summary>
    public static string Of(ConsensusInput input) => input switch
    {
        ConsensusInput.MessageReceived received => $"from {received.Message.Sender} {Of(received.Message.Message)}",
        ConsensusInput.TimerElapsed elapsed => $"timer {elapsed.Timer.Kind} {elapsed.Timer.Number}/{elapsed.Timer.View}",
        ConsensusInput.ProposalBuilt built => $"built {built.Number}/{built.View} {built.Proposal?.Transactions.Count ?? 0} transactions",
        ConsensusInput.BodiesReady ready => $"bodies of {ready.Number} {Short(ready.Digest)}",
        ConsensusInput.Executed executed => $"executed {executed.Number} {Short(executed.BlockHash)}",
        ConsensusInput.Committed committed => $"committed {committed.Number} {Short(committed.BlockHash)}",
        _ => input.GetType().Name,
    };

    /// <summary>An effect in words.</summary>
    public static string Of(ConsensusEffect effect) => effect switch
    {
        ConsensusEffect.Broadcast broadcast => $"all: {Of(broadcast.Message)}",
        ConsensusEffect.Send send => $"{send.To}: {Of(send.Message)}",
        ConsensusEffect.Forward forward => $"{forward.To}: again from {forward.Message.Sender} {Of(forward.Message.Message)}",
        ConsensusEffect.SetTimer timer => $"set {timer.Timer.Kind} {timer.Timer.Number}/{timer.Timer.View} {timer.Delay.TotalMilliseconds:0} ms",
        ConsensusEffect.FetchBodies fetch => $"fetch {fetch.Proposal.Number} {Short(fetch.Digest)}",
        ConsensusEffect.Execute execute => $"execute {execute.Proposal.Number} {Short(execute.Digest)}",
        ConsensusEffect.Commit commit => $"commit {commit.Number} {Short(commit.BlockHash)}",
        ConsensusEffect.BuildProposal build => $"build {build.Number}/{build.View}",
        ConsensusEffect.CatchUp catchUp => $"catch up to {catchUp.Number} from {catchUp.From}",
        ConsensusEffect.Halt halt => $"HALT {halt.Number} own {Short(halt.Own)} quorum's {Short(halt.Quorums)}",
        ConsensusEffect.Report report => report.Text,
        _ => effect.GetType().Name,
    };

    /// <summary>A message in words.</summary>
    public static string Of(ConsensusMessage message) => message switch
    {
        PbftMessage.PrePrepare item => $"PrePrepare {item.Proposal.Number}/{item.View}",
        PbftMessage.Prepare item => $"Prepare {item.Number}/{item.View} {Short(item.Digest)}",
        PbftMessage.Commit item => $"Commit {item.Number}/{item.View} {Short(item.Digest)}",
        PbftMessage.Checkpoint item => $"Checkpoint {item.Header.Number} {Short(item.BlockHash)}",
        PbftMessage.ViewChange item => $"ViewChange to {item.View} above {item.LastFinal.Number}, prepared "
            + string.Join(' ', item.Prepared.Select(held => $"{held.Number}/{held.View}")),
        PbftMessage.NewView item => $"NewView {item.View} by {string.Join(' ', item.ViewChanges.Select(change => change.Sender))}",
        PbftMessage.Status item => $"Status {item.View}{(item.IsActive ? string.Empty : "?")} stored {item.LastFinal.Number}",
        _ => message.GetType().Name,
    };

    private static string Short(object hash) => hash.ToString()![2..8];
}
