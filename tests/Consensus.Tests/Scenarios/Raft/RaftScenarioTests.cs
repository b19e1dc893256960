using System.Globalization;
using Ledger.Consensus.Raft;
using Ledger.Domain.Blocks;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Scenarios.Raft;

/// <summary>Traces of Raft, one for each rule of the paper and of the dissertation that the code keeps; each names its section.</summary>
public sealed class RaftScenarioTests
{
    private const string Folder = "Scenarios/Raft";

    private RaftScenarioReplica? _replica;

    public static TheoryData<string> Files => ScenarioTrace.FilesOf(Folder);

    private RaftScenarioReplica Replica => _replica!;

    [Theory]
    [MemberData(nameof(Files))]
    public void Scenario_gives_its_trace(string file) => ScenarioTrace.Check(Folder, file, Act);

    private IReadOnlyList<string> Act(string[] words)
    {
        if (words[0] == "sealers")
        {
            _replica = new RaftScenarioReplica((int)Number(words[1]), (int)Number(words[3]), new RaftOptions
            {
                Window = (int)Number(words[5]),
                HeightsKept = words.Length > 7 ? (int)Number(words[7]) : new RaftOptions().HeightsKept,
            });
            return [];
        }

        Do(words);
        return Replica.TakeWords();
    }

    private void Do(string[] words)
    {
        switch (words[0])
        {
            case "start":
                Replica.Step(new ConsensusInput.Started());
                break;
            case "restart":
                Replica.Restart();
                break;
            case "wait":
                Replica.Wait(TimeSpan.FromMilliseconds(Number(words[1])));
                break;
            case "elapsed":
                Replica.Elapse(Enum.Parse<ConsensusTimerKind>(words[1]));
                break;
            case "work":
                Replica.Step(new ConsensusInput.TransactionsAvailable());
                break;
            case "ends":
                Replica.Step(new ConsensusInput.EpochEnds(Number(words[1])));
                break;
            case "read":
                Replica.Step(new ConsensusInput.ReadRequested(Number(words[1])));
                break;
            case "bodies" or "built" or "executed" or "committed" or "fetched":
                DoAtHeight(words);
                break;
            default:
                Replica.Receive((int)Number(words[0]), Message(words[1], words[2..], (int)Number(words[0])));
                break;
        }
    }

    private void DoAtHeight(string[] words)
    {
        (long number, long term) = Pair(words[1]);
        switch (words[0])
        {
            case "bodies":
                Replica.Step(new ConsensusInput.BodiesReady(number, Replica.DigestOf(words[2], number)));
                break;
            case "built":
                Replica.Step(new ConsensusInput.ProposalBuilt(number, term, words[2] == "nothing" ? null : Replica.Words.Content(words[2], number, Replica.Self).Proposal));
                break;
            case "executed":
                Replica.Executed(words[2], number);
                break;
            case "committed":
                Replica.Committed(words[2], number, [.. words.Skip(3).Select(word => (int)Number(word))]);
                break;
            default:
                Replica.Fetched(number);
                break;
        }
    }

    private RaftMessage Message(string kind, string[] words, int sender)
    {
        long term = kind is "Status" or "Checkpoint" ? 0 : Number(words[0]);
        switch (kind)
        {
            case "RequestPreVote":
                return new RaftMessage.RequestPreVote(term, Pair(words[2]).First, Pair(words[2]).Second);
            case "PreVoteAnswer":
                return new RaftMessage.PreVoteAnswer(term, Number(words[2]), words[3] == "yes");
            case "RequestVote":
                return new RaftMessage.RequestVote(term, Pair(words[2]).First, Pair(words[2]).Second);
            case "VoteAnswer":
                return new RaftMessage.VoteAnswer(term, words[1] == "yes");
            case "AppendEntries":
                return Append(term, words, sender);
            case "AppendAnswer" when words[1] == "has":
                return new RaftMessage.AppendAnswer(term, RoundIn(words), true, Number(words[2]), Number(words[2]), 0);
            case "AppendAnswer":
                (long index, long indexTerm) = Pair(words[4]);
                return new RaftMessage.AppendAnswer(term, RoundIn(words), false, Number(words[2]), index, indexTerm);
            case "InstallHint":
                (long last, long lastTerm) = Pair(words[1]);
                return new RaftMessage.InstallHint(term, 1, last, lastTerm, Replica.BlockAt(Number(words[3])));
            case "Checkpoint":
                BlockHeader header = Replica.HeaderOf(words[1], Number(words[0]));
                return new RaftMessage.Checkpoint(header, TestGroup.HashOf(header));
            case "Status":
                return new RaftMessage.Status(Replica.BlockAt(Number(words[1])));
            default:
                throw new FormatException($"No such message: {kind}.");
        }
    }

    /// <summary><c>3 behind 4/2 at 1 committed 4: 5/3 no-op 6/3 A</c>: entries behind entry 4 of term 2, which reached height 1.</summary>
    private RaftMessage.AppendEntries Append(long term, string[] words, int leader)
    {
        (long previous, long previousTerm) = Pair(words[2]);
        long number = Number(words[4]);
        var entries = new List<RaftEntry>();
        for (int i = 7; i < words.Length; i += 2)
        {
            (long index, long entryTerm) = Pair(words[i]);
            number += words[i + 1] == "no-op" ? 0 : 1;
            entries.Add(Replica.Entry(words[i + 1], index, entryTerm, number, leader));
        }

        return new RaftMessage.AppendEntries(term, 1, previous, previousTerm, Number(words[6].TrimEnd(':')), entries);
    }

    private static long RoundIn(string[] words) => words[^2] == "round" ? Number(words[^1]) : 0;

    private static (long First, long Second) Pair(string text) => text.Split('/') is [string first, string second]
        ? (Number(first), Number(second))
        : (Number(text), 0);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
