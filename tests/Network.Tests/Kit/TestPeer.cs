using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Network.Groups;
using Ledger.Node.Ports;

namespace Ledger.Network.Tests.Kit;

/// <summary>One node's links on loopback, with one group, a handler and a log that tests can wait on.</summary>
public sealed class TestPeer : IAsyncDisposable
{
    private readonly NodeTlsIdentity _identity;

    public TestPeer(NodeTlsIdentity identity, TestPeerSettings? settings = null)
    {
        settings ??= new TestPeerSettings();
        _identity = identity;
        Network = new PeerNetwork(
            new PeerNetworkOptions
            {
                Listen = $"127.0.0.1:{settings.Port}",
                Chain = settings.Chain ?? TestChain.Genesis,
                Limits = settings.Limits,
                Software = "test/1",
            },
            identity,
            settings.Time ?? TimeProvider.System,
            Log);
        Links = Network.Group(settings.Group, TestChain.Genesis);
    }

    public NodeId Id => _identity.Id;

    public PeerNetwork Network { get; }

    /// <summary>The links of the group.</summary>
    public GroupLinks Links { get; }

    public RecordingHandler Node { get; } = new();

    public RecordingLogger Log { get; } = new();

    /// <summary>A member of <paramref name="chain"/> that is listening.</summary>
    public static TestPeer Start(TestChain chain, string name, ISigner? key = null, TestPeerSettings? settings = null) =>
        new TestPeer(chain.Identity(name, key ?? TestChain.NewKey()), settings).Started();

    public TestPeer Started()
    {
        Links.Open(Node);
        Network.Start(Node);
        return this;
    }

    public void Dial(TestPeer other) => Dial(other.Network.LocalEndpoint.ToString());

    public void Dial(string address) => Network.Dial(PeerAddress.Parse(address, "test"));

    /// <summary>Dials and waits until both ends have the session.</summary>
    public async Task JoinAsync(TestPeer other)
    {
        Dial(other);
        Assert.Equal(other.Id, await Node.ConnectedAsync());
        Assert.Equal(Id, await other.Node.ConnectedAsync());
    }

    public bool Send(TestPeer to, PeerMessageKind kind, byte[] payload) =>
        Links.TrySend(to.Id, new PeerMessage(kind, Links.GroupId, payload));

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        _identity.Dispose();
    }
}
