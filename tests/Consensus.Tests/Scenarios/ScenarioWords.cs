using Ledger.Consensus.Pbft;
using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Scenarios;

/// <summary>Names for contents, and effects in the words that scenario files use.</summary>
internal sealed class ScenarioWords
{
    private readonly Dictionary<(string Name, long Number), ChosenProposal> _contents = [];
    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<Hash256, string> _transactions = [];

    /// <summary>The content with a name at a height; the first call says who offers it.</summary>
    public ChosenProposal Content(string name, long number, int sealer)
    {
        if (!_contents.TryGetValue((name, number), out ChosenProposal? content))
        {
            Hash256[] transactions = IsNull(name) ? [] : [TransactionOf(name.Split('@')[0])];
            int by = IsNull(name) ? name[^1] - '0' : Math.Max(sealer, 0);
            var proposal = new Proposal(number, TimeOf(name, number), by, transactions);
            content = new ChosenProposal(proposal, ProposalCodec.Digest(proposal, TestGroup.Suite.Hash), []);
            _contents.Add((name, number), content);
            _names[content.Digest.ToString()] = name;
        }

        return content;
    }

    private Hash256 TransactionOf(string name)
    {
        Hash256 hash = TestGroup.Suite.Hash.Hash(System.Text.Encoding.ASCII.GetBytes(name));
        _transactions[hash] = name;
        return hash;
    }

    // The null proposal of a new view names that view's maker: null1 is the one that sealer 1 makes.
    private static bool IsNull(string name) => name.StartsWith("null", StringComparison.Ordinal);

    // A content may say its time: B@7 is B, offered for the time 7.
    private static long TimeOf(string name, long number) =>
        IsNull(name) ? 0
        : name.Split('@') is [_, string time] ? long.Parse(time, System.Globalization.CultureInfo.InvariantCulture)
        : 1_000 * number;

    public string Of(ConsensusEffect effect) => effect switch
    {
        ConsensusEffect.Persist persist => $"persist {Of(persist.Event)}",
        ConsensusEffect.Broadcast broadcast => $"all {Of(broadcast.Message)}",
        ConsensusEffect.Send send => $"to {send.To} {Of(send.Message)}",
        ConsensusEffect.Forward forward => $"to {forward.To} again {forward.Message.Sender}'s {Of(forward.Message.Message)}",
        ConsensusEffect.BuildProposal build => $"build {build.Number}/{build.View}{(build.OnlyFull ? " if full" : string.Empty)}",
        ConsensusEffect.FetchBodies fetch => $"fetch {fetch.Proposal.Number} {NameOf(fetch)} from {fetch.Source}{(fetch.IsFresh ? " and check" : string.Empty)}",
        ConsensusEffect.Execute execute => $"execute {execute.Proposal.Number} {NameOf(execute.Digest)}",
        ConsensusEffect.Commit commit => $"commit {commit.Number} sealed by {string.Join(' ', commit.Certificate.Seals.Select(seal => seal.Sealer))}",
        ConsensusEffect.SetTimer timer => $"timer {timer.Timer.Kind} {timer.Delay.TotalSeconds:0.#} s",
        ConsensusEffect.CatchUp catchUp => $"catch up to {catchUp.Number} from {catchUp.From}",
        ConsensusEffect.Halt halt => $"halt at {halt.Number}{(halt.Reason is string reason ? $": {reason.Split(':')[0]}" : string.Empty)}",
        ConsensusEffect.Report report => $"report {report.Text}",
        _ => effect.GetType().Name,
    };

    private string Of(ConsensusEvent fact) => fact switch
    {
        ProposalAccepted item => $"ProposalAccepted {item.Number}/{item.View} {NameOf(item.Digest)}",
        PrepareSigned item => $"PrepareSigned {item.Number}/{item.View} {NameOf(item.Digest)}",
        CommitSigned item => $"CommitSigned {item.Number}/{item.View} {NameOf(item.Digest)}",
        CheckpointSigned item => $"CheckpointSigned {item.Number}",
        ViewChangeSigned item => $"ViewChangeSigned {item.View}",
        NewViewAccepted item => $"NewViewAccepted {item.View}",
        EvidenceFound item => $"EvidenceFound {item.Number}/{item.View}",
        _ => fact.GetType().Name,
    };

    private string Of(ConsensusMessage message) => message switch
    {
        PbftMessage.PrePrepare item => $"PrePrepare {item.Proposal.Number}/{item.View} {NameOf(ProposalCodec.Digest(item.Proposal, TestGroup.Suite.Hash))}",
        PbftMessage.Prepare item => $"Prepare {item.Number}/{item.View} {NameOf(item.Digest)}",
        PbftMessage.Commit item => $"Commit {item.Number}/{item.View} {NameOf(item.Digest)}",
        PbftMessage.Checkpoint item => $"Checkpoint {item.Header.Number}",
        PbftMessage.ViewChange item => $"ViewChange {item.View} above {item.LastFinal.Number}"
            + string.Concat(item.Prepared.Select(held => $" {held.Number}/{held.View} {NameOf(held.Digest)}")),
        PbftMessage.NewView item => $"NewView {item.View} by {string.Join(' ', item.ViewChanges.Select(change => change.Sender))}",
        PbftMessage.Status item => $"Status {item.View}{(item.IsActive ? string.Empty : " asked")} above {item.LastFinal.Number}",
        _ => message.GetType().Name,
    };

    // A leader may give a content another time than it was built with.
    private string NameOf(ConsensusEffect.FetchBodies fetch)
    {
        if (fetch.Proposal.Transactions is [Hash256 transaction] && !_names.ContainsKey(fetch.Digest.ToString()))
        {
            _names[fetch.Digest.ToString()] = $"{_transactions[transaction]}@{fetch.Proposal.Timestamp}";
        }

        return NameOf(fetch.Digest);
    }

    /// <summary>The name of the content with a digest.</summary>
    public string NameOf(object digest) => _names.GetValueOrDefault(digest.ToString()!, "null");
}
