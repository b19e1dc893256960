using Ledger.Consensus.Pbft;
using Ledger.Consensus.Raft;
using Ledger.Domain.Encoding;
using Ledger.Domain.Events;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Scenarios.Raft;

/// <summary>What a core of Raft does, in the words that scenario files use. An entry is <c>index/term content</c>.</summary>
internal sealed class RaftWords
{
    private readonly ScenarioWords _words = new();

    /// <summary>The content with a name at a height; the first call says who offers it.</summary>
    public ChosenProposal Content(string name, long number, int sealer) => _words.Content(name, number, sealer);

    public string Of(ConsensusEffect effect) => effect switch
    {
        ConsensusEffect.Persist persist => $"persist {Of(persist.Event)}",
        ConsensusEffect.Broadcast broadcast => $"all {Of(broadcast.Message)}",
        ConsensusEffect.Send send => $"to {send.To} {Of(send.Message)}",
        ConsensusEffect.Forward forward => $"to {forward.To} again {forward.Message.Sender}'s {Of(forward.Message.Message)}",
        ConsensusEffect.BuildProposal build => $"build {build.Number}/{build.View}{(build.MayBeEmpty ? " or empty" : string.Empty)}",
        ConsensusEffect.SetTimer timer => $"timer {timer.Timer.Kind} {timer.Delay.TotalMilliseconds:0} ms",
        ConsensusEffect.ReadReady ready => $"read {ready.Id} is good at {ready.Number}",
        ConsensusEffect.ReadRefused refused => $"read {refused.Id} is refused, the leader is {refused.Leader}",
        _ => _words.Of(effect),
    };

    private string Of(ConsensusEvent fact) => fact switch
    {
        TermStarted item => $"TermStarted {item.View}",
        VoteGranted item => $"VoteGranted {item.View} to {item.Candidate}",
        EntriesAppended item => $"EntriesAppended behind {item.PreviousIndex}/{item.PreviousTerm}:{Of(Decode(item))}",
        LogCompacted item => $"LogCompacted {item.Index}/{item.View} at {item.Number}",
        CheckpointSigned item => $"CheckpointSigned {item.Number}",
        EvidenceFound item => $"EvidenceFound {item.Number}",
        _ => fact.GetType().Name,
    };

    private string Of(ConsensusMessage message) => message switch
    {
        RaftMessage.RequestPreVote item => $"RequestPreVote {item.Term} above {item.LastIndex}/{item.LastTerm}",
        RaftMessage.PreVoteAnswer item => $"PreVoteAnswer {item.Term} for {item.Asked} {YesOrNo(item.IsGranted)}",
        RaftMessage.RequestVote item => $"RequestVote {item.Term} above {item.LastIndex}/{item.LastTerm}",
        RaftMessage.VoteAnswer item => $"VoteAnswer {item.Term} {YesOrNo(item.IsGranted)}",
        RaftMessage.AppendEntries item => $"AppendEntries {item.Term} behind {item.PreviousIndex}/{item.PreviousTerm}"
            + $" committed {item.Committed} round {item.Round}:{Of(item.Entries)}",
        RaftMessage.AppendAnswer { IsAccepted: true } item => $"AppendAnswer {item.Term} has {item.Index} round {item.Round}",
        RaftMessage.AppendAnswer item =>
            $"AppendAnswer {item.Term} lacks {item.PreviousIndex} has {item.Index}/{item.IndexTerm} round {item.Round}",
        RaftMessage.InstallHint item => $"InstallHint {item.Term} {item.Index}/{item.EntryTerm} block {item.Final.Number}",
        RaftMessage.Checkpoint item => $"Checkpoint {item.Header.Number}",
        RaftMessage.Status item => $"Status above {item.LastFinal.Number}",
        _ => message.GetType().Name,
    };

    private string Of(IEnumerable<RaftEntry> entries) => string.Concat(entries.Select(entry =>
        $" {entry.Index}/{entry.Term} {(entry.IsNoOp ? "no-op" : entry.Proposal.Transactions.Count == 0 ? "empty" : _words.NameOf(entry.Digest))}"));

    private static RaftEntry[] Decode(EntriesAppended fact)
    {
        Assert.True(Hex.TryDecode(fact.Entries, out byte[] bytes));
        return EntryCodec.Decode(bytes, fact.PreviousIndex, fact.PreviousTerm, TestGroup.Suite.Hash)!;
    }

    private static string YesOrNo(bool isGranted) => isGranted ? "yes" : "no";
}
