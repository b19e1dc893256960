using Ledger.Cli.Status;

namespace Ledger.EndToEnd.Commands;

/// <summary>The one sentence of <c>ledger status</c>.</summary>
public sealed class ChainVerdictTests
{
    [Fact]
    public void Four_equal_nodes_are_healthy() =>
        Assert.Equal("chain is healthy", ChainVerdict.Of([Up(0), Up(1), Up(2), Up(3)]).Sentence);

    [Fact]
    public void One_missing_of_four_is_named_and_the_chain_works()
    {
        var verdict = ChainVerdict.Of([Up(0), Down(1), Up(2), Up(3)]);

        Assert.False(verdict.IsHealthy);
        Assert.StartsWith("chain works, but node1 is missing", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_missing_of_four_are_no_quorum()
    {
        var verdict = ChainVerdict.Of([Up(0), Up(1), Down(2), Down(3)]);

        Assert.False(verdict.IsHealthy);
        Assert.StartsWith("no quorum: missing node2, node3", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_blocks_at_one_height_are_a_fork()
    {
        var verdict = ChainVerdict.Of([Up(0), Up(1), Up(2), Up(3) with { Hash = "0x02" }]);

        Assert.False(verdict.IsHealthy);
        Assert.StartsWith("FORK", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_of_two_chains_are_told_apart_by_their_first_block()
    {
        var verdict = ChainVerdict.Of([Up(0), Up(1) with { GenesisHash = "0xff" }]);

        Assert.False(verdict.IsHealthy);
        Assert.Contains("block 0 differs", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_stopped_its_group_is_named_with_its_reason()
    {
        var verdict = ChainVerdict.Of([Up(0), Up(1), Up(2), Up(3) with { HaltReason = "The state root differs." }]);

        Assert.False(verdict.IsHealthy);
        Assert.Equal("node3 has stopped the group: The state root differs.", verdict.Sentence);
    }

    [Fact]
    public void A_chain_whose_nodes_all_run_and_decide_nothing_says_why()
    {
        var verdict = ChainVerdict.Of([Up(0), Up(1), Up(2), Up(3) with { Stall = "Height 18 waits for 1 more Prepare." }]);

        Assert.False(verdict.IsHealthy);
        Assert.Equal("chain is stalled, says node3: Height 18 waits for 1 more Prepare.", verdict.Sentence);
    }

    [Fact]
    public void A_node_that_was_taken_out_is_named_and_not_needed()
    {
        NodeSnapshot[] members = [With(Up(0), Names(3)), With(Up(1), Names(3)), With(Up(2), Names(3))];
        NodeSnapshot outside = With(Up(3), Names(3)) with { Stall = "This node is no member." };

        Assert.Equal((true, "chain is healthy; node3 is not in the group"), Said(ChainVerdict.Of([.. members, outside])));
        Assert.Equal((true, "chain is healthy"), Said(ChainVerdict.Of([.. members, Down(3)])));
    }

    [Fact]
    public void An_observer_that_is_missing_counts_for_no_quorum()
    {
        NodeSnapshot sealer = Up(0) with { Members = Names(3), Sealers = ["node0"], Quorum = 1 };

        var verdict = ChainVerdict.Of([sealer, Down(1), Down(2)]);

        Assert.Equal((false, "chain works, but node1, node2 are missing; 'ledger up' starts it"), Said(verdict));
    }

    [Fact]
    public void Who_votes_is_what_the_node_with_the_most_blocks_says()
    {
        NodeSnapshot old = Up(3) with { Height = 2, Hash = "0x02" };

        var verdict = ChainVerdict.Of([old, With(Up(0), Names(2)), Down(1)]);

        Assert.Equal((false, "no quorum: missing node1; 1 of 2 sealers run and 2 must"), Said(verdict));
    }

    private static (bool IsHealthy, string Sentence) Said(ChainVerdict verdict) => (verdict.IsHealthy, verdict.Sentence);

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(index => $"node{index}")];

    private static NodeSnapshot With(NodeSnapshot node, string[] sealers) => node with
    {
        Members = sealers,
        Sealers = sealers,
        Quorum = sealers.Length - ((sealers.Length - 1) / 3),
    };

    private static NodeSnapshot Up(int index) =>
        With(new NodeSnapshot($"node{index}", Problem: null) { Height = 5, Hash = "0x01", GenesisHash = "0x00" }, Names(4));

    private static NodeSnapshot Down(int index) => new($"node{index}", "Connection refused");
}
