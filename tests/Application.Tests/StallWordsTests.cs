using Ledger.Application.Network;
using Ledger.Consensus;
using Ledger.Domain.Primitives;
using Ledger.Testing.InMemory;

namespace Ledger.Application.Tests;

/// <summary>The words of "why is the chain stalled?", one row for each reason.</summary>
public sealed class StallWordsTests
{
    private static readonly InMemoryChain Chain = new();
    private static readonly string Third = StallWords.ShortOf(KnownKeys.Nodes[3].ToString());

    // At second 100 something has waited for 40 s; this node is sealer 0, sealer 1 was just heard, 2 has been silent for 34 s, 3 always.
    private static readonly ConsensusProgress Waiting = new()
    {
        At = TimeSpan.FromSeconds(100),
        WaitingSince = TimeSpan.FromSeconds(60),
        Threshold = 3,
        Self = 0,
        Heard = [TimeSpan.FromSeconds(99), TimeSpan.FromSeconds(99), TimeSpan.FromSeconds(66), null],
        Views = [0, 0, 0, -1],
        PreparedView = null,
        NeedsBodies = false,
        Stored = 17,
        KnownFinal = 17,
    };

    public static TheoryData<string, StallKind, bool, string, string> Cases => new()
    {
        { "votes", StallKind.NoQuorum, true, $"Height 18 waits for 1 more Prepare (2 of 3): node2 silent for 34 s, {Third} never heard.", $"Start node2 or {Third}." },
        { "both votes", StallKind.NoQuorum, true, $"Height 18 waits for 2 more Commits (1 of 3): node1 heard, node2 silent for 34 s, {Third} never heard.", $"Start node2 and {Third}." },
        { "live votes", StallKind.Votes, true, "Height 18 waits for 1 more Checkpoint (2 of 3): node1 heard and in view 5, not 0, node2 heard.", "Look at the status and the log of the named nodes." },
        { "own vote", StallKind.Votes, true, $"Height 18 waits for 1 more Prepare (2 of 3): this node has not voted, {Third} never heard.", $"Start {Third}." },
        { "idle", StallKind.Idle, false, "Nothing waits to be ordered: block 17 is the last.", "" },
        { "nonces", StallKind.Idle, false, "Nothing can be ordered: 3 pending transactions wait for earlier nonces of their senders.", "" },
        { "young", StallKind.Working, false, "Height 18 is under way: Prepare.", "" },
        { "leader", StallKind.LeaderSilent, true, "Height 18 waits for the proposal of its leader node2 (silent for 34 s).", "Wait: the view changes by itself. Start node2 to end the delays at its turns." },
        { "own proposal", StallKind.LeaderSilent, true, "Height 18 waits for this node's own proposal.", "Wait: the view changes by itself." },
        { "no leader", StallKind.LeaderSilent, true, "Height 18 waits for a leader: this node hears of none in term 0.", "Wait: an election follows by itself. If none succeeds, look at the links between the sealers." },
        { "leader without quorum", StallKind.NoQuorum, true, $"Height 18 has no quorum, it waits for 1 more sealer (2 of 3): node2 silent for 34 s, {Third} never heard.", $"Start node2 or {Third}." },
        { "view change", StallKind.ViewChange, true, "A view change is under way: a quorum asks for view 2, and its maker node2 has not opened it (silent for 34 s). What was prepared in view 1 is offered again there.", "Wait: without an answer the next view has another maker." },
        { "lonely view change", StallKind.NoQuorum, true, $"Height 18 waits for view 2, which lacks 1 more ViewChange (2 of 3): node2 silent for 34 s and in view 0, not 2, {Third} never heard.", $"Start node2 or {Third}." },
        { "bodies", StallKind.Bodies, true, "Height 18 waits for transactions of its proposal that no peer has sent here yet.", "Restore the links to the other sealers: whoever voted for the proposal holds them." },
        { "executing", StallKind.Executing, true, "Height 18 is ordered and executes.", "Wait; if it lasts, look at this node's processor and database." },
        { "store away", StallKind.StoreAway, true, "This node's database takes no writes: block 17 is the last that it holds, and this node votes for nothing.", "Start the database, or look at its disk and its log; the node goes on by itself." },
        { "store behind", StallKind.StoreBehind, true, "40 final blocks wait for this node's database.", "Look at the load and the disk of the database; the node goes on by itself." },
        { "behind", StallKind.Behind, true, "This node is at block 17, its peers are at 30: it fetches what it lacks.", "" },
        { "just behind", StallKind.Behind, false, "This node is at block 17, its peers are at 30: it fetches what it lacks.", "" },
        { "halted", StallKind.Halted, true, "The group has stopped on this node: Block 18 differs.", "Read the reason; the group starts again with the node." },
        { "not a member", StallKind.NotMember, true, "This node is no member of the group as of block 17: nobody tells it of later blocks, and it takes no transactions.", "Ask a member. To bring it in, a governor adds it ('ledger member add-observer'); if it is to stay out, remove the group from it or stop it." },
        { "refused", StallKind.NotMember, true, "This node is no member of the group any more, or not yet: it is at block 17, and node1, node2 refuse it. It takes no transactions.", "Ask a member. To bring it in, a governor adds it ('ledger member add-observer'); if it is to stay out, remove the group from it or stop it." },
        { "joining", StallKind.Behind, true, "This node is at block 17, its peers are at 30: it fetches what it lacks.", "" },
        { "unknown", StallKind.Working, false, "Consensus is at height 18: Starting.", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_reason_is_said_in_words_with_what_to_do(string name, StallKind kind, bool isStalled, string reason, string advice)
    {
        Stall stall = StallWords.Of(Case(name));

        Assert.Equal((kind, isStalled, reason, advice), (stall.Kind, stall.IsStalled, stall.Reason, stall.Advice));
    }

    [Fact]
    public void Missing_sealers_come_with_index_and_times_that_go_on_while_nothing_is_published()
    {
        Stall stall = StallWords.Of(Case("votes") with { ConsensusAge = TimeSpan.FromSeconds(6) });

        Assert.Equal([2, 3], stall.Missing.Select(sealer => sealer.Index));
        Assert.Equal([TimeSpan.FromSeconds(40), null], stall.Missing.Select(sealer => sealer.Silent));
        Assert.Equal(TimeSpan.FromSeconds(46), stall.Waited);
    }

    [Theory]
    [InlineData(59, "59 s")]
    [InlineData(600, "10 min")]
    [InlineData(10_000, "2 h")]
    public void Long_silence_is_told_in_larger_units(int seconds, string words)
    {
        ConsensusProgress late = Waiting with
        {
            At = TimeSpan.FromSeconds(20_000),
            Heard = [null, null, TimeSpan.FromSeconds(20_000 - seconds), null],
        };

        Assert.Contains($"node2 silent for {words},", StallWords.Of(View("Prepare", [2, 3], late)).Reason, StringComparison.Ordinal);
    }

    private static NodeView Case(string name) => name switch
    {
        "votes" => View("Prepare", [2, 3]),
        "both votes" => View("Commit", [1, 2, 3]),
        "live votes" => View("Checkpoint", [1, 2], Waiting with
        {
            Views = [0, 5, 0, 0],
            Heard = [.. Enumerable.Repeat((TimeSpan?)TimeSpan.FromSeconds(98), 4)],
        }),
        "own vote" => View("Prepare", [0, 3]),
        "no leader" => View("Election", [], Waiting with { Heard = [null, TimeSpan.FromSeconds(99), TimeSpan.FromSeconds(99), null] }, leader: -1),
        "idle" => View("Idle", [], Waiting with { WaitingSince = null }),
        "nonces" => View("Idle", [], Waiting with { WaitingSince = null }) with { PoolCount = 3 },
        "young" => View("Prepare", [2, 3], Waiting with { WaitingSince = TimeSpan.FromSeconds(96) }),
        "leader" => View("Idle", [2], Waiting with { Heard = [null, TimeSpan.FromSeconds(99), TimeSpan.FromSeconds(66), TimeSpan.FromSeconds(99)] }, leader: 2),
        "own proposal" => View("Idle", [0], Waiting with { Heard = [null, TimeSpan.FromSeconds(99), TimeSpan.FromSeconds(99), null] }, leader: 0),
        "leader without quorum" => View("Idle", [2], leader: 2),
        "view change" => View("ViewChange", [2], Waiting with { PreparedView = 1 }, leader: 2, view: 2),
        "lonely view change" => View("ViewChange", [2, 3], leader: 2, view: 2),
        "bodies" => View("PrePrepare", [], Waiting with { NeedsBodies = true }),
        "executing" => View("Executing", []),
        "store away" => View("Prepare", [0]) with { IsStoreAway = true },
        "store behind" => View("Idle", []) with { CommitBacklog = 40 },
        "behind" => View("Idle", [], Waiting with { KnownFinal = 30 }),
        "just behind" => View("Idle", [], Waiting with { KnownFinal = 30, WaitingSince = TimeSpan.FromSeconds(98) }),
        "not a member" => View("Idle", []) with { IsMember = false },
        "refused" => View("Idle", []) with { IsMember = false, RefusedBy = [KnownKeys.Nodes[2], KnownKeys.Nodes[1]] },
        "joining" => View("Idle", [], Waiting with { KnownFinal = 30 }) with { IsMember = false, IsSyncing = true },
        "halted" => View("Idle", []) with { HaltReason = "Block 18 differs." },
        _ => View("Starting", []) with { Consensus = new ConsensusStatus(18, 0, 0, "Starting", [], 17, 0) },
    };

    private static NodeView View(
        string phase, IReadOnlyList<int> waitingFor, ConsensusProgress? progress = null, int leader = 1, long view = 0) =>
        NodeView.Of(Chain, Chain) with
        {
            Head = Chain.Head with { Header = Chain.Head.Header with { Number = 17 } },
            PeerNames = new Dictionary<NodeId, string> { [KnownKeys.Nodes[1]] = "node1", [KnownKeys.Nodes[2]] = "node2" },
            Consensus = new ConsensusStatus(18, view, leader, phase, waitingFor, 17, 0) { Progress = progress ?? Waiting },
        };
}
