using Ledger.Network.Tests.Kit;
using Ledger.Network.Wire;
using Ledger.Node.Ports;

namespace Ledger.Network.Tests.Sessions;

/// <summary>A member that breaks the protocol is told, thrown out and kept out for a while, and nobody else notices.</summary>
public sealed class BreachTests : IAsyncLifetime
{
    private readonly TestChain _chain = new();
    private readonly TestPeer _node;
    private readonly NodeTlsIdentity _evil;

    public BreachTests()
    {
        _node = TestPeer.Start(_chain, "node0");
        _evil = _chain.Identity("evil", TestChain.NewKey());
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _evil.Dispose();
        _chain.Dispose();
    }

    [Theory]
    [InlineData("00000000", "TooShort")]
    [InlineData("7fffffff", "TooLong")]
    [InlineData("0000000420000100", "UnknownKind")]
    [InlineData("00000004010001F0", "UnknownFlags")]
    [InlineData("0000000c0200010100ffffff00000000", "BadCompression")]
    [InlineData("0000000480000000", "Hello that has no place")]
    [InlineData("0000000481000000", "Welcome that has no place")]
    [InlineData("0000000583000000FF", "Ping that has no place")]
    public async Task Bytes_that_are_no_frame_of_a_session_end_it_with_a_ban(string hex, string reason)
    {
        await using RawPeer raw = await RawPeer.GreetAsync(_node.Network.LocalEndpoint, _evil);
        await raw.SendBytesAsync(Convert.FromHexString(hex));

        Refusal refusal = await raw.RefusalAsync();
        Assert.Equal(RefusalCode.ProtocolViolation, refusal.Code);
        Assert.Contains(reason, refusal.Sentence, StringComparison.Ordinal);
        await _node.Log.LineWithAsync("4020 evil stays out for 10 s");
        await AssertBannedAsync();
    }

    [Fact]
    public async Task A_message_that_the_node_finds_wrong_ends_the_session_with_a_ban()
    {
        _node.Node.OnMessage = (_, message, _) => ValueTask.FromResult(message.Kind != PeerMessageKind.Consensus);
        await using RawPeer raw = await RawPeer.GreetAsync(_node.Network.LocalEndpoint, _evil);
        await raw.SendAsync(FrameKind.Status, [1]);
        await raw.SendAsync(FrameKind.Consensus, [2]);

        Assert.Contains(
            "a Consensus message that breaks the protocol", (await raw.RefusalAsync()).Sentence, StringComparison.Ordinal);
        Assert.Equal(_evil.Id, await _node.Node.ConnectedAsync());
        Assert.Equal(_evil.Id, await _node.Node.DisconnectedAsync());
        await AssertBannedAsync();
    }

    [Fact]
    public async Task A_frame_cut_off_by_a_crash_is_no_breach()
    {
        RawPeer raw = await RawPeer.GreetAsync(_node.Network.LocalEndpoint, _evil);
        await raw.SendBytesAsync(Convert.FromHexString("00001000" + "01000100" + "aabb"));
        await raw.DisposeAsync();
        Assert.Equal(_evil.Id, await _node.Node.ConnectedAsync());
        Assert.Equal(_evil.Id, await _node.Node.DisconnectedAsync());

        await using RawPeer again = await RawPeer.GreetAsync(_node.Network.LocalEndpoint, _evil);
    }

    [Fact]
    public async Task A_first_frame_that_is_no_hello_or_is_too_long_never_becomes_a_session()
    {
        await using RawPeer eager = await RawPeer.SecureAsync(_node.Network.LocalEndpoint, _evil.Context);
        await eager.SendAsync(FrameKind.Consensus, [1]);
        Assert.Equal(RefusalCode.ProtocolViolation, (await eager.RefusalAsync()).Code);

        await using RawPeer greedy = await RawPeer.SecureAsync(_node.Network.LocalEndpoint, _evil.Context);
        await greedy.SendBytesAsync(Convert.FromHexString("00100000"));
        Assert.Equal(RefusalCode.ProtocolViolation, (await greedy.RefusalAsync()).Code);
        Assert.Empty(_node.Network.Sessions);
    }

    [Fact]
    public async Task A_node_that_fails_on_a_message_loses_that_session_only()
    {
        await using var honest = TestPeer.Start(_chain, "node1");
        await honest.JoinAsync(_node);
        _node.Node.OnMessage = (from, _, _) => from == _evil.Id
            ? throw new InvalidOperationException("a bug of the node")
            : ValueTask.FromResult(true);
        await using RawPeer raw = await RawPeer.GreetAsync(_node.Network.LocalEndpoint, _evil);
        await raw.SendAsync(FrameKind.Status, [1]);

        Assert.Equal(_evil.Id, await _node.Node.DisconnectedAsync());
        Assert.Contains("a bug of the node", await _node.Log.LineWithAsync("4090"), StringComparison.Ordinal);
        await _node.Node.MessageAsync();
        Assert.True(honest.Send(_node, PeerMessageKind.Status, [7]));
        Assert.Equal(honest.Id, (await _node.Node.MessageAsync()).From);
    }

    private async Task AssertBannedAsync()
    {
        await using RawPeer again = await RawPeer.SecureAsync(_node.Network.LocalEndpoint, _evil.Context);
        Assert.Equal(RefusalCode.Banned, (await again.RefusalAsync()).Code);
    }
}
