using System.Globalization;
using Ledger.Consensus;
using Ledger.Domain.Primitives;
using Ledger.Node.Execution;

namespace Ledger.Application.Network;

/// <summary>Puts why no block becomes final into words: the one place that does, for REST, the command line and metrics alike. Pure.</summary>
public static class StallWords
{
    /// <summary>How long something may wait without progress before that is called a stall: 5 s.</summary>
    public static readonly TimeSpan StalledAfter = TimeSpan.FromSeconds(5);

    /// <summary>How long a sealer may say nothing before it is called silent: 4 s, a few times as long as a live one that waits.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(4);

    private const int BacklogMax = BlockCommitter.BacklogMax / 2;
    private const int IdCharsShown = 8;
    private const string ThisNode = "this node";

    /// <summary>Why no block becomes final on a node now.</summary>
    public static Stall Of(NodeView node)
    {
        ConsensusStatus status = node.Consensus;
        if (node.HaltReason is string halt)
        {
            return new Stall(StallKind.Halted, true, $"The group has stopped on this node: {halt}", "Read the reason; the group starts again with the node.");
        }

        if (!node.IsMember && !node.IsSyncing)
        {
            return OfStranger(node);
        }

        // Where sealers change, the head and the core may be of two sets for a moment.
        if (status.Progress is not ConsensusProgress progress || progress.Heard.Count != node.Sealers.Count)
        {
            return new Stall(StallKind.Working, false, $"Consensus is at height {status.Number}: {status.Phase}.", "");
        }

        TimeSpan? waited = progress.WaitingSince is TimeSpan since ? progress.At - since + node.ConsensusAge : null;
        return (OfStore(node) ?? OfPeers(node, progress, waited) ?? OfPace(node, waited) ?? OfHeight(node, progress)) with
        {
            Waited = waited,
        };
    }

    /// <summary>The name of a node, or the start of its id.</summary>
    public static string NameOf(NodeView node, in NodeId id) =>
        id == node.Self ? ThisNode
        : node.PeerNames.TryGetValue(id, out string? name) ? name
        : ShortOf(id.ToString());

    /// <summary>The start of a node id, as a sentence shows it.</summary>
    public static string ShortOf(string id)
    {
        int start = id.StartsWith("0x", StringComparison.Ordinal) ? 2 : 0;
        return string.Concat(id.AsSpan(start, Math.Min(IdCharsShown, id.Length - start)), "…");
    }

    private static Stall OfStranger(NodeView node) => new(
        StallKind.NotMember,
        true,
        node.RefusedBy.Count == 0
            ? $"This node is no member of the group as of block {node.Head.Number}: nobody tells it of later blocks, and it takes no transactions."
            : $"This node is no member of the group any more, or not yet: it is at block {node.Head.Number}, and "
                + $"{string.Join(", ", node.RefusedBy.Select(sealer => NameOf(node, sealer)).Order(StringComparer.Ordinal))} refuse it. It takes no transactions.",
        "Ask a member. To bring it in, a governor adds it ('ledger member add-observer'); if it is to stay out, remove the group from it or stop it.");

    private static Stall? OfStore(NodeView node)
    {
        if (node.IsStoreAway)
        {
            return new Stall(
                StallKind.StoreAway,
                true,
                $"This node's database takes no writes: block {node.Head.Number} is the last that it holds, and this node votes for nothing.",
                "Start the database, or look at its disk and its log; the node goes on by itself.");
        }

        return node.CommitBacklog >= BacklogMax
            ? new Stall(
                StallKind.StoreBehind,
                true,
                $"{node.CommitBacklog} final blocks wait for this node's database.",
                "Look at the load and the disk of the database; the node goes on by itself.")
            : null;
    }

    private static Stall? OfPeers(NodeView node, ConsensusProgress progress, TimeSpan? waited)
    {
        long known = Math.Max(progress.KnownFinal, node.IsSyncing ? node.HighestKnown : 0);
        return known > node.Consensus.Finalized + 1
            ? new Stall(
                StallKind.Behind,
                waited >= StalledAfter,
                $"This node is at block {node.Head.Number}, its peers are at {known}: it fetches what it lacks.",
                node.Peers.Count == 0 ? "Restore the links to the other nodes." : "")
            : null;
    }

    private static Stall? OfPace(NodeView node, TimeSpan? waited) => waited switch
    {
        null when node.PoolCount > 0 => new Stall(
            StallKind.Idle,
            false,
            $"Nothing can be ordered: {node.PoolCount} pending transactions wait for earlier nonces of their senders.",
            ""),
        null => new Stall(StallKind.Idle, false, $"Nothing waits to be ordered: block {node.Head.Number} is the last.", ""),
        _ when waited < StalledAfter => new Stall(
            StallKind.Working, false, $"Height {node.Consensus.Number} is under way: {node.Consensus.Phase}.", ""),
        _ => null,
    };

    private static Stall OfHeight(NodeView node, ConsensusProgress progress)
    {
        ConsensusStatus status = node.Consensus;
        string height = $"Height {status.Number}";
        MissingSealer[] missing = MissingOf(node, progress);
        if (status.Phase == "ViewChange")
        {
            return OfViewChange(node, progress, missing);
        }

        if (progress.NeedsBodies)
        {
            return new Stall(
                StallKind.Bodies,
                true,
                $"{height} waits for transactions of its proposal that no peer has sent here yet.",
                "Restore the links to the other sealers: whoever voted for the proposal holds them.");
        }

        if (status.Phase == "Executing")
        {
            return new Stall(
                StallKind.Executing, true, $"{height} is ordered and executes.", "Wait; if it lasts, look at this node's processor and database.");
        }

        return status.Phase is "Idle" or "PrePrepare" or "Election"
            ? OfLeader(node, progress)
            : OfVotes(node, progress, missing, $"{height} waits for", status.Phase);
    }

    private static Stall OfViewChange(NodeView node, ConsensusProgress progress, MissingSealer[] missing)
    {
        ConsensusStatus status = node.Consensus;
        string kept = progress.PreparedView is long view ? $" What was prepared in view {view} is offered again there." : "";
        if (node.Sealers.Count - missing.Length < progress.Threshold)
        {
            Stall votes = OfVotes(node, progress, missing, $"Height {status.Number} waits for view {status.View}, which lacks", "ViewChange");
            return votes with { Reason = votes.Reason + kept };
        }

        NodeId maker = node.Sealers[status.Leader];
        MissingSealer[] silent = [SealerOf(node, progress, status.Leader)];
        return new Stall(
            StallKind.ViewChange,
            true,
            $"A view change is under way: a quorum asks for view {status.View}, and its maker {NameOf(node, maker)} has not opened it"
            + $" ({Silence(silent[0])}).{kept}",
            "Wait: without an answer the next view has another maker.")
        {
            Missing = silent,
        };
    }

    private static Stall OfLeader(NodeView node, ConsensusProgress progress)
    {
        ConsensusStatus status = node.Consensus;
        int[] all = [.. Enumerable.Range(0, node.Sealers.Count)];
        MissingSealer[] silent = [.. all.Select(index => SealerOf(node, progress, index)).Where(sealer => IsSilent(node, sealer))];
        if (node.Sealers.Count - silent.Length < progress.Threshold)
        {
            return OfVotes(node, progress, silent, $"Height {status.Number} has no quorum, it waits for", "sealer");
        }

        if (status.Leader < 0)
        {
            return new Stall(
                StallKind.LeaderSilent,
                true,
                $"Height {status.Number} waits for a leader: this node hears of none in term {status.View}.",
                "Wait: an election follows by itself. If none succeeds, look at the links between the sealers.");
        }

        MissingSealer leader = SealerOf(node, progress, status.Leader);
        return new Stall(
            StallKind.LeaderSilent,
            true,
            leader.Id == node.Self
                ? $"Height {status.Number} waits for this node's own proposal."
                : $"Height {status.Number} waits for the proposal of its leader {leader.Name} ({Silence(leader)}).",
            IsSilent(node, leader)
                ? $"Wait: the view changes by itself. Start {leader.Name} to end the delays at its turns."
                : "Wait: the view changes by itself.")
        {
            Missing = [leader],
        };
    }

    private static Stall OfVotes(
        NodeView node, ConsensusProgress progress, MissingSealer[] missing, string start, string what)
    {
        int have = node.Sealers.Count - missing.Length;
        int lack = Math.Max(0, progress.Threshold - have);
        MissingSealer[] silent = [.. missing.Where(sealer => IsSilent(node, sealer))];
        string who = string.Join(", ", missing.Select(sealer => $"{sealer.Name} {Silence(sealer)}{OtherView(node, sealer)}"));
        bool hasQuorum = node.Sealers.Count - silent.Length >= progress.Threshold;
        return new Stall(
            hasQuorum ? StallKind.Votes : StallKind.NoQuorum,
            true,
            $"{start} {lack} more {what}{(lack == 1 ? "" : "s")} ({have} of {progress.Threshold}): {who}.",
            silent.Length == 0
                ? "Look at the status and the log of the named nodes."
                : $"Start {string.Join(lack < silent.Length ? " or " : " and ", silent.Select(sealer => sealer.Name))}.")
        {
            Missing = missing,
        };
    }

    private static MissingSealer[] MissingOf(NodeView node, ConsensusProgress progress) =>
        [.. node.Consensus.WaitingFor.Where(index => index < node.Sealers.Count).Select(index => SealerOf(node, progress, index))];

    private static MissingSealer SealerOf(NodeView node, ConsensusProgress progress, int index)
    {
        NodeId id = node.Sealers[index];
        TimeSpan? silent = progress.Heard[index] is TimeSpan heard ? progress.At - heard + node.ConsensusAge : null;
        return new MissingSealer(index, id, NameOf(node, id), silent, progress.Views[index]);
    }

    private static bool IsSilent(NodeView node, MissingSealer sealer) =>
        sealer.Id != node.Self && (sealer.Silent is not TimeSpan silent || silent >= SilentAfter);

    private static string Silence(MissingSealer sealer) => sealer.Silent switch
    {
        _ when sealer.Name == ThisNode => "has not voted",
        null => "never heard",
        TimeSpan silent when silent < SilentAfter => "heard",
        TimeSpan silent => $"silent for {Words(silent)}",
    };

    private static string OtherView(NodeView node, MissingSealer sealer) =>
        sealer.View >= 0 && sealer.View != node.Consensus.View
            ? $" and in view {sealer.View}, not {node.Consensus.View}"
            : "";

    private static string Words(TimeSpan time) => time switch
    {
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalSeconds):0} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMinutes):0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalHours):0} h"),
    };
}
