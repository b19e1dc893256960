using Ledger.Cli.Control;
using Ledger.EndToEnd.Kit;

namespace Ledger.EndToEnd;

/// <summary>What is left when a chain is stopped.</summary>
public sealed class DownTests(FourNodes chain) : ChainTest(chain)
{
    [Fact]
    public async Task Down_leaves_no_process_and_up_goes_on_where_the_chain_stopped()
    {
        var traffic = new TokenTraffic(Chain, accounts: 4);
        await traffic.PrepareAsync(Cancellation);

        FinishedProcess down = await Chain.CommandAsync(Cancellation, "down");

        Assert.True(down.ExitCode == 0, down.Output + down.Errors);
        Assert.DoesNotContain("was killed", down.Errors, StringComparison.Ordinal);
        Assert.All(Chain.Processes, process => Assert.Null(process.FindRunning()));
        Assert.DoesNotContain(
            ProcessTable.All(),
            id => ProcessTable.CommandLine(id).Any(word => word.StartsWith(Chain.Folder.Path, StringComparison.Ordinal)));

        await Chain.UpAsync(Cancellation);
        traffic.PlanTransfers(8);
        await traffic.FinishAsync(Cancellation);
        await traffic.AssertEverywhereAsync(Cancellation);
    }
}
