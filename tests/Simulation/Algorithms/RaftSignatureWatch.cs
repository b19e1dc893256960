using Ledger.Consensus;
using Ledger.Consensus.Raft;
using Ledger.Domain.Primitives;
using Ledger.Simulation.Checks;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Algorithms;

/// <summary>What each sealer of a Raft group signed: one vote a term, one leader a term, one entry for a term and index, one Checkpoint
/// a height, and no term after a later one.</summary>
/// <param name="setup">The group.</param>
/// <param name="epochs">Who seals when.</param>
public sealed class RaftSignatureWatch(GroupSetup setup, EpochChronicle epochs) : SignatureWatch(setup, epochs)
{
    private readonly RaftCodec _codec = new(setup.Suite);
    private readonly Dictionary<(long Epoch, int Member, long Term), int> _votes = [];
    private readonly Dictionary<(long Epoch, long Term), int> _leaders = [];
    private readonly Dictionary<(long Epoch, long Term, long Index), Hash256> _entries = [];
    private readonly Dictionary<(int Member, long Number), Hash256> _checkpoints = [];
    private readonly Dictionary<(long Epoch, int Member), long> _terms = [];

    /// <inheritdoc/>
    protected override bool TryDecode(
        ReadOnlyMemory<byte> bytes, out ConsensusMessage? message, out int sender, out ReadOnlyMemory<byte> content)
    {
        bool isRead = _codec.TryDecode(bytes, out MessageEnvelope<RaftMessage>? envelope);
        (message, sender, content) = (envelope?.Message, envelope?.Sender ?? 0, envelope?.Payload ?? default);
        return isRead;
    }

    /// <inheritdoc/>
    protected override string? Check(in Statement said) => said.Message switch
    {
        RaftMessage.PreVoteAnswer item => CheckTerm(said, item.Term),
        RaftMessage.RequestVote item => CheckTerm(said, item.Term) ?? CheckVote(said, item.Term, said.Member),
        RaftMessage.VoteAnswer { IsGranted: true } item =>
            CheckTerm(said, item.Term) ?? CheckVote(said, item.Term, said.To),
        RaftMessage.VoteAnswer item => CheckTerm(said, item.Term),
        RaftMessage.AppendEntries item =>
            CheckTerm(said, item.Term) ?? CheckLeader(said, item.Term) ?? CheckEntries(said, item),
        RaftMessage.AppendAnswer item => CheckTerm(said, item.Term),
        RaftMessage.InstallHint item => CheckTerm(said, item.Term) ?? CheckLeader(said, item.Term),
        RaftMessage.Checkpoint item => CheckCheckpoint(said, item),
        _ => null,
    };

    /// <inheritdoc/>
    protected override bool IsPromise(ConsensusMessage message) => message
        is RaftMessage.RequestVote or RaftMessage.VoteAnswer { IsGranted: true } or RaftMessage.AppendEntries { Entries.Count: > 0 };

    /// <inheritdoc/>
    protected override string Describe(ConsensusMessage message) => message switch
    {
        RaftMessage.RequestPreVote item => $"RequestPreVote {item.Term} above {item.LastIndex}/{item.LastTerm}",
        RaftMessage.PreVoteAnswer item => $"PreVoteAnswer {item.Term} for {item.Asked}: {item.IsGranted}",
        RaftMessage.RequestVote item => $"RequestVote {item.Term} above {item.LastIndex}/{item.LastTerm}",
        RaftMessage.VoteAnswer item => $"VoteAnswer {item.Term}: {item.IsGranted}",
        RaftMessage.AppendEntries item => $"AppendEntries {item.Term} behind {item.PreviousIndex}/{item.PreviousTerm}, committed "
            + $"{item.Committed}: " + string.Join(' ', item.Entries.Select(Of)),
        RaftMessage.AppendAnswer item => $"AppendAnswer {item.Term} {(item.IsAccepted ? "accepts" : "refuses")} {item.Index}",
        RaftMessage.InstallHint item => $"InstallHint {item.Term} {item.Index}/{item.EntryTerm} block {item.Final.Number}",
        RaftMessage.Checkpoint item => $"Checkpoint {item.Header.Number} {Short(item.BlockHash)}",
        RaftMessage.Status item => $"Status stored {item.LastFinal.Number}",
        _ => message.GetType().Name,
    };

    private string? CheckTerm(in Statement said, long term)
    {
        long known = _terms.GetValueOrDefault((said.Epoch, said.Member));
        _terms[(said.Epoch, said.Member)] = Math.Max(known, term);
        return term < known
            ? $"Sealer {said.Member} signed a {said.Message.GetType().Name} of term {term} after it was in term {known}."
            : null;
    }

    private string? CheckVote(in Statement said, long term, int candidate) =>
        IsOther(_votes, (said.Epoch, said.Member, term), candidate, out int first)
            ? $"Sealer {said.Member} voted for {first} and for {candidate} in term {term}."
            : null;

    private string? CheckLeader(in Statement said, long term) =>
        IsOther(_leaders, (said.Epoch, term), said.Member, out int first)
            ? $"Sealers {first} and {said.Member} both lead in term {term}."
            : null;

    private string? CheckEntries(in Statement said, RaftMessage.AppendEntries append)
    {
        foreach (RaftEntry entry in append.Entries)
        {
            if (IsOther(_entries, (said.Epoch, entry.Term, entry.Index), entry.Digest, out _))
            {
                return $"Sealer {said.Member} sends another entry {entry.Index} of term {entry.Term} than was sent before.";
            }
        }

        return null;
    }

    private string? CheckCheckpoint(in Statement said, RaftMessage.Checkpoint checkpoint) =>
        IsOther(_checkpoints, (said.Member, checkpoint.Header.Number), checkpoint.BlockHash, out _)
            ? $"Sealer {said.Member} signed two different Checkpoints for height {checkpoint.Header.Number}."
            : null;

    private static string Of(RaftEntry entry) =>
        $"{entry.Index}/{entry.Term} {(entry.IsNoOp ? "no-op" : $"height {entry.Number} {Short(entry.Digest)}")}";

    private static string Short(in Hash256 hash) => hash.ToString()[2..8];
}
