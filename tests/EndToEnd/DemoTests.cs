using Ledger.Cli.Control;
using Ledger.EndToEnd.Kit;

namespace Ledger.EndToEnd;

/// <summary>What a newcomer types first.</summary>
public sealed class DemoTests(FourNodes chain) : ChainTest(chain)
{
    [Fact]
    public async Task The_demo_finds_everything_equal()
    {
        FinishedProcess demo = await Chain.CommandAsync(Cancellation, "demo");

        Assert.True(demo.ExitCode == 0, demo.Output + demo.Errors);
        Assert.Contains("Everything that was compared was equal.", demo.Output, StringComparison.Ordinal);
        Assert.Contains("1,000 transfers", demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_on_a_running_chain_changes_nothing()
    {
        int?[] before = [.. Chain.Processes.Select(process => process.FindRunning())];

        await Chain.UpAsync(Cancellation);

        Assert.DoesNotContain(null, before);
        Assert.Equal(before, Chain.Processes.Select(process => process.FindRunning()));
    }

    [Fact]
    public async Task Up_refuses_another_shape_for_a_chain_that_exists()
    {
        FinishedProcess up = await Chain.CommandAsync(Cancellation, "up", "--nodes", "7");

        Assert.Equal(1, up.ExitCode);
        Assert.Contains("was made with --nodes 4", up.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_calls_four_running_nodes_healthy()
    {
        FinishedProcess status = await Chain.CommandAsync(Cancellation, "status");

        Assert.True(status.ExitCode == 0, status.Output + status.Errors);
        Assert.Contains("chain is healthy", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_finds_nothing_bad()
    {
        FinishedProcess doctor = await Chain.CommandAsync(Cancellation, "doctor");

        Assert.True(doctor.ExitCode == 0, doctor.Output + doctor.Errors);
    }
}
