using System.Diagnostics;
using Ledger.Cli.Control;
using Ledger.EndToEnd.Kit;

namespace Ledger.EndToEnd.Commands;

/// <summary>Which process is a node that was started.</summary>
public sealed class ProcessTableTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_process_is_known_by_an_argument_and_also_while_it_shows_none()
    {
        using Process named = Start("exec cat - -u");
        using Process nameless = Start("exec -a '' cat");
        try
        {
            await Eventually.HoldsAsync(
                "both programs were started",
                Soon,
                _ => Task.FromResult(ProcessTable.CommandLine(named.Id).Contains("-u") && ProcessTable.CommandLine(nameless.Id).Count == 0),
                TestContext.Current.CancellationToken);

            Assert.True(ProcessTable.IsRunning(named.Id, "-u"));
            Assert.False(ProcessTable.IsRunning(named.Id, "-x"));
            Assert.True(ProcessTable.IsRunning(nameless.Id, "-u"));
        }
        finally
        {
            named.Kill();
            nameless.Kill();
        }
    }

    [Fact]
    public void A_kernel_thread_is_no_program_of_ours()
    {
        int? thread = ProcessTable.All().Cast<int?>().FirstOrDefault(
            id => ProcessTable.IsRunning(id!.Value) && File.Exists($"/proc/{id}/comm")
                && File.ReadAllText($"/proc/{id}/comm").Trim() == "kthreadd");
        Assert.SkipWhen(thread is null, "This machine shows no kernel threads.");

        Assert.False(ProcessTable.IsRunning(thread!.Value, "-u"));
    }

    private static Process Start(string script) =>
        Process.Start(new ProcessStartInfo("/bin/bash", ["-c", script]) { RedirectStandardInput = true })!;
}
