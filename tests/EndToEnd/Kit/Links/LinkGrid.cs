using System.Net;

namespace Ledger.EndToEnd.Kit.Links;

/// <summary>A proxy on every way between nodes. Each pair has two: whichever node dials, the faults are the same.</summary>
internal sealed class LinkGrid : IAsyncDisposable
{
    private readonly Dictionary<(int Dialer, int Dialed), FaultProxy> _proxies = [];

    /// <summary>Stands between nodes that listen for peers on these ports.</summary>
    public LinkGrid(IReadOnlyList<int> peerPorts, int seed)
    {
        Count = peerPorts.Count;
        foreach ((int dialer, int dialed) in Pairs())
        {
            _proxies[(dialer, dialed)] = new FaultProxy(
                new IPEndPoint(IPAddress.Loopback, 0),
                new IPEndPoint(IPAddress.Loopback, peerPorts[dialed]),
                seed + (2 * ((dialer * Count) + dialed)));
        }
    }

    /// <summary>How many nodes there are.</summary>
    public int Count { get; }

    /// <summary>Every direction of every way.</summary>
    public IEnumerable<FaultyPipe> Pipes => Pairs().SelectMany(pair => Between(pair.Dialer, pair.Dialed));

    /// <summary>Where a node must dial to reach another.</summary>
    public string AddressFor(int dialer, int dialed) => $"127.0.0.1:{_proxies[(dialer, dialed)].Port}";

    /// <summary>The pipes through which what one node says reaches another.</summary>
    public IEnumerable<FaultyPipe> Between(int speaker, int hearer) =>
        [_proxies[(speaker, hearer)].Forth, _proxies[(hearer, speaker)].Back];

    /// <summary>All that a node says, and all that it hears.</summary>
    public IEnumerable<FaultyPipe> Of(int node) => SaidBy(node).Concat(HeardBy(node));

    /// <summary>All that a node says.</summary>
    public IEnumerable<FaultyPipe> SaidBy(int node) => Others(node).SelectMany(other => Between(node, other));

    /// <summary>All that a node hears.</summary>
    public IEnumerable<FaultyPipe> HeardBy(int node) => Others(node).SelectMany(other => Between(other, node));

    /// <summary>Cuts two nodes off from each other; they see their connections end.</summary>
    public void Sever(int a, int b)
    {
        _proxies[(a, b)].Sever();
        _proxies[(b, a)].Sever();
    }

    /// <summary>Cuts a node off from all others.</summary>
    public void Sever(int node)
    {
        foreach (int other in Others(node))
        {
            Sever(node, other);
        }
    }

    /// <summary>Divides the nodes: nothing goes between the given ones and the rest, and no connection ends, as when packets are lost.</summary>
    public void Divide(params int[] side)
    {
        foreach ((int dialer, int dialed) in Pairs().Where(pair => side.Contains(pair.Dialer) != side.Contains(pair.Dialed)))
        {
            foreach (FaultyPipe pipe in Between(dialer, dialed))
            {
                pipe.Stall();
            }
        }
    }

    /// <summary>Ends every connection; nodes may dial again at once.</summary>
    public void CutConnections()
    {
        foreach (FaultProxy proxy in _proxies.Values)
        {
            proxy.CutConnections();
        }
    }

    /// <summary>Takes every fault away.</summary>
    public void Mend()
    {
        foreach (FaultProxy proxy in _proxies.Values)
        {
            proxy.Mend();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (FaultProxy proxy in _proxies.Values)
        {
            await proxy.DisposeAsync();
        }
    }

    private IEnumerable<int> Others(int node) => Enumerable.Range(0, Count).Where(other => other != node);

    private IEnumerable<(int Dialer, int Dialed)> Pairs() =>
        Enumerable.Range(0, Count).SelectMany(dialer => Others(dialer).Select(dialed => (dialer, dialed)));
}
