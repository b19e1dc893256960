using Ledger.Node.Ports;
using Microsoft.Extensions.Hosting;

namespace Ledger.Network;

/// <summary>
/// Starts and stops the links with the host. It also closes a circle: the node needs the links to be built, and the links need
/// the node to run, so the node takes <see cref="PeerNetwork"/> as <see cref="IPeerLinks"/> and this service hands the node over.
/// </summary>
public sealed class PeerNetworkService(PeerNetwork network, IPeerHandler handler) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        network.Start(handler);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => network.StopAsync(cancellationToken);
}
