using System.Net;
using System.Net.Sockets;
using Ledger.Cli.Control;

namespace Ledger.EndToEnd.Commands;

/// <summary>Who holds a port.</summary>
public sealed class ListeningPortsTests
{
    [Fact]
    public void A_taken_port_names_the_process_that_holds_it()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        string? holder = ListeningPorts.FindHolder(((IPEndPoint)listener.LocalEndpoint).Port);

        Assert.StartsWith($"process {Environment.ProcessId} (", holder, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_was_given_back_is_free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        listener.Stop();

        Assert.Null(ListeningPorts.FindHolder(port));
    }

    [Fact]
    public async Task A_process_that_has_ended_but_was_not_collected_does_not_run()
    {
        FinishedProcess finished = await ChildProcess.RunAsync(
            ["/bin/sh", "-c", "echo $$"], new Dictionary<string, string>(), TestContext.Current.CancellationToken);

        Assert.False(ProcessTable.IsRunning(int.Parse(finished.Output, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.True(ProcessTable.IsRunning(Environment.ProcessId));
    }
}
