using Ledger.Network.Tests.Kit;
using Ledger.Network.Wire;
using Ledger.Node.Ports;

namespace Ledger.Network.Tests.Wire;

public sealed class HelloTests
{
    [Fact]
    public void A_hello_is_read_as_it_was_written()
    {
        var hello = new Hello(7, TestChain.Genesis, UInt128.MaxValue - 3, "ledger/1.2.3");

        Assert.True(Hello.TryDecode(hello.Encode(), out Hello? read));
        Assert.Equal(hello, read);
    }

    [Fact]
    public void A_hello_of_another_length_or_with_unprintable_text_is_refused()
    {
        byte[] wire = new Hello(1, TestChain.Genesis, 5, new string('x', Hello.SoftwareLengthMax)).Encode();

        Assert.True(Hello.TryDecode(wire, out _));
        Assert.False(Hello.TryDecode([.. wire, (byte)'x'], out _));
        Assert.False(Hello.TryDecode(wire.AsSpan(0, 49), out _));
        wire[^1] = (byte)'\n';
        Assert.False(Hello.TryDecode(wire, out _));
    }

    [Fact]
    public void A_stranger_cannot_write_lines_of_its_own_into_the_log()
    {
        byte[] wire = [(byte)RefusalCode.NotMember, .. "so\r\n4001 Session"u8];

        Assert.True(Refusal.TryDecode(wire, out Refusal? refusal));
        Assert.Equal("so??4001 Session", refusal.Sentence);
        Assert.False(Refusal.TryDecode([], out _));
        Assert.False(Refusal.TryDecode(new byte[Refusal.SentenceLengthMax + 2], out _));
    }

    /// <summary>A new kind of message was refused by the frames' own check, and cost its sender every session.</summary>
    [Fact]
    public void Every_message_that_a_node_sends_is_a_frame_that_its_peer_takes()
    {
        Span<byte> bytes = stackalloc byte[FrameHeader.SizeBytes];
        foreach (PeerMessageKind kind in Enum.GetValues<PeerMessageKind>())
        {
            new FrameHeader(0, (FrameKind)kind, 1, default).Write(bytes);
            Assert.True(FrameHeader.TryRead(bytes, 0, out FrameHeader header, out FrameViolation violation), $"{kind}: {violation}");
            Assert.Equal(kind, (PeerMessageKind)header.Kind);
            Assert.True(FrameKinds.IsOfNode(header.Kind));
        }
    }

    /// <summary>These numbers go over the wire: a change here is a new protocol version.</summary>
    [Fact]
    public void The_numbers_of_the_wire_stay_as_they_are()
    {
        Assert.Equal(
            "Consensus=1 Transactions=2 BodyRequest=3 BodyResponse=4 Status=5 BlockRequest=6 BlockResponse=7 "
            + "SnapshotSeal=8 SnapshotRequest=9 SnapshotResponse=10 ProofRequest=11 ProofResponse=12 HeaderRequest=13 HeaderResponse=14 "
            + "ReadIndexRequest=15 ReadIndexResponse=16 "
            + "Hello=128 Welcome=129 Refusal=130 Ping=131 Pong=132 GroupOpened=133 GroupClosed=134",
            string.Join(' ', Enum.GetValues<FrameKind>().Select(kind => $"{kind}={(int)kind}")));
        Assert.Equal(
            "NoCertificate=1 UnknownAuthority=2 Expired=3 NotYetValid=4 CertificateUse=5 IdentityBinding=6 NotMember=7 "
            + "ProtocolVersion=8 OtherChain=9 SelfConnection=10 IdentityTwice=11 DuplicateLink=12 ProtocolViolation=13 "
            + "Banned=14 Silent=15 Stopping=16 CertificateUnusable=17",
            string.Join(' ', Enum.GetValues<RefusalCode>().Select(code => $"{code}={(int)code}")));
    }
}
