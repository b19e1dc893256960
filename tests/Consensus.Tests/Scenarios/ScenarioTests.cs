using System.Globalization;
using Ledger.Consensus.Pbft;

namespace Ledger.Consensus.Tests.Scenarios;

/// <summary>Traces of PBFT.</summary>
public sealed class ScenarioTests
{
    private const string Folder = "Scenarios";

    private ScenarioReplica? _replica;

    public static TheoryData<string> Files => ScenarioTrace.FilesOf(Folder);

    [Theory]
    [MemberData(nameof(Files))]
    public void Scenario_gives_its_trace(string file) => ScenarioTrace.Check(Folder, file, Act);

    private IReadOnlyList<string> Act(string[] words)
    {
        if (words[0] != "sealers")
        {
            Do(_replica!, words);
            return _replica!.TakeWords();
        }

        _replica = new ScenarioReplica(Number(words[1]), Number(words[3]), new PbftOptions
        {
            Window = Number(words[5]),
            HeightsPerTurn = words.Length > 7 ? Number(words[7]) : 1,
        });
        return [];
    }

    private static void Do(ScenarioReplica replica, string[] words)
    {
        switch (words[0])
        {
            case "start":
                replica.Start();
                break;
            case "restart":
                replica.Restart();
                break;
            case "work":
                replica.Step(new ConsensusInput.TransactionsAvailable());
                break;
            case "built":
                (long number, long view) = Place(words[1]);
                replica.Step(new ConsensusInput.ProposalBuilt(
                    number, view, words[2] == "nothing" ? null : replica.PrePrepare(words[2], number, view).Proposal));
                break;
            case "limits":
                replica.Step(new ConsensusInput.ProposalRefused(
                    Number(words[1]), replica.Content(words[2], Number(words[1])).Digest, "it is above a limit"));
                break;
            case "early":
                Ledger.Domain.Primitives.Hash256 early = replica.Content(words[2], Number(words[1])).Digest;
                replica.Step(new ConsensusInput.ProposalRefused(Number(words[1]), early, "it is ahead of this clock") { IsEarly = true });
                break;
            case "bodies":
                replica.Step(new ConsensusInput.BodiesReady(
                    Number(words[1]), replica.Content(words[2], Number(words[1])).Digest));
                break;
            case "executed":
                replica.Executed(words[2], Number(words[1]));
                break;
            case "committed":
                replica.Committed(words[2], Number(words[1]), [.. words.Skip(3).Select(Number)]);
                break;
            case "elapsed":
                replica.Elapse(Enum.Parse<ConsensusTimerKind>(words[1]));
                break;
            default:
                replica.Receive(Number(words[0]), Message(replica, words));
                break;
        }
    }

    private static ConsensusMessage Message(ScenarioReplica replica, string[] words)
    {
        if (words[1] == "Status")
        {
            return replica.Status();
        }

        (long number, long view) = words[2].Contains('/', StringComparison.Ordinal) ? Place(words[2]) : (0, Number(words[2]));
        switch (words[1])
        {
            case "PrePrepare":
                return replica.PrePrepare(words[3], number, view);
            case "Prepare":
                return new PbftMessage.Prepare(number, view, replica.Content(words[3], number).Digest);
            case "Commit":
                return new PbftMessage.Commit(number, view, replica.Content(words[3], number).Digest);
            case "Checkpoint":
                Domain.Blocks.BlockHeader header = replica.HeaderOf(words[3], view);
                return new PbftMessage.Checkpoint(header, Testing.Consensus.TestGroup.HashOf(header));
            case "ViewChange" when words.Length > 3:
                (long prepared, long preparedView) = Place(words[3]);
                return replica.ViewChange(view, replica.Certificate(words[4], prepared, preparedView, [.. words.Skip(5).Select(Number)]));
            case "ViewChange":
                return replica.ViewChange(view);
            case "NewView":
                return replica.NewView(view, words.Skip(4).Select(Number));
            default:
                throw new FormatException($"No such message: {words[1]}.");
        }
    }

    private static (long Number, long View) Place(string text)
    {
        string[] parts = text.Split('/');
        return (Number(parts[0]), Number(parts[1]));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
