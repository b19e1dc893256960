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

    private static NodeSnapshot Up(int index) =>
        new($"node{index}", Problem: null) { Height = 5, Hash = "0x01", GenesisHash = "0x00" };

    private static NodeSnapshot Down(int index) => new($"node{index}", "Connection refused");
}
