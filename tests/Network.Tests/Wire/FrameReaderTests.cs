using System.Buffers;
using System.Buffers.Binary;
using Ledger.Network.Wire;
using Ledger.Node.Ports;

namespace Ledger.Network.Tests.Wire;

public sealed class FrameReaderTests
{
    private static readonly Func<FrameHeader, bool> Every = _ => true;

    private const int FuzzRuns = 100_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(PayloadCompression.PayloadBytesMin - 1)]
    [InlineData(PayloadCompression.PayloadBytesMin)]
    [InlineData(100_000)]
    public void A_frame_is_read_as_it_was_written_however_it_is_cut(int length)
    {
        foreach (bool isRegular in new[] { true, false })
        {
            byte[] payload = isRegular ? Pattern(length) : RandomBytes(new Random(7), length);
            byte[] wire = Encode(FrameKind.BlockResponse, 0x7FFF, payload);
            foreach (int cut in new[] { 1, 3, 8, 9, 1000, wire.Length })
            {
                ReadOnlySequence<byte> received = Pieces.Of(wire, cut);

                Assert.True(FrameReader.TryRead(
                    ref received, FrameHeader.BodyBytesMax, Every, out Frame frame, out FrameViolation violation));
                Assert.Equal(FrameViolation.None, violation);
                Assert.Equal(FrameKind.BlockResponse, frame.Kind);
                Assert.Equal(0x7FFF, frame.GroupId);
                Assert.Equal(payload, frame.Payload);
                Assert.True(received.IsEmpty);
            }
        }
    }

    [Fact]
    public void An_incomplete_frame_waits_and_breaks_nothing()
    {
        byte[] wire = Encode(FrameKind.Consensus, 1, Pattern(2000));
        for (int held = 0; held < wire.Length; held++)
        {
            var received = new ReadOnlySequence<byte>(wire, 0, held);

            Assert.False(FrameReader.TryRead(
                ref received, FrameHeader.BodyBytesMax, Every, out _, out FrameViolation violation));
            Assert.Equal(FrameViolation.None, violation);
            Assert.Equal(held, received.Length);
        }
    }

    [Theory]
    [InlineData("00000000", "TooShort")]
    [InlineData("00000003", "TooShort")]
    [InlineData("01000005", "TooLong")]
    [InlineData("7fffffff", "TooLong")]
    [InlineData("80000000", "TooLong")]
    [InlineData("ffffffff", "TooLong")]
    [InlineData("0000000400000100", "UnknownKind")]
    [InlineData("0000000420000100", "UnknownKind")]
    [InlineData("0000000487000100", "UnknownKind")]
    [InlineData("0000000401000102", "UnknownFlags")]
    [InlineData("0000000401000180", "UnknownFlags")]
    [InlineData("0000000401000101", "BadCompression")]
    [InlineData("000000080100010100000000", "BadCompression")]
    [InlineData("0000000901000101ffffffff00", "BadCompression")]
    public void A_frame_that_no_later_byte_can_mend_is_refused_at_once(string hex, string expected)
    {
        var received = new ReadOnlySequence<byte>(Convert.FromHexString(hex));

        Assert.False(FrameReader.TryRead(ref received, FrameHeader.BodyBytesMax, Every, out _, out FrameViolation violation));
        Assert.Equal(expected, violation.ToString());
    }

    [Fact]
    public void Before_a_peer_is_admitted_only_short_frames_are_taken()
    {
        byte[] wire = Encode(FrameKind.Hello, 0, RandomBytes(new Random(1), FrameHeader.HandshakeBodyBytesMax + 1));
        var received = new ReadOnlySequence<byte>(wire, 0, 4);

        Assert.False(FrameReader.TryRead(
            ref received, FrameHeader.HandshakeBodyBytesMax, Every, out _, out FrameViolation violation));
        Assert.Equal(FrameViolation.TooLong, violation);
    }

    /// <summary>Whoever has no say in a group buys no decompression with it.</summary>
    [Fact]
    public void The_body_of_an_unwanted_frame_is_passed_over_unread_and_the_next_frame_is_taken()
    {
        byte[] broken = Convert.FromHexString("0000000c0200070100ffffff00000000");
        byte[] next = Encode(FrameKind.Status, 1, [9]);
        var received = new ReadOnlySequence<byte>([.. broken, .. next]);

        Assert.True(FrameReader.TryRead(
            ref received, FrameHeader.BodyBytesMax, header => header.GroupId == 1, out Frame unwanted, out _));
        Assert.True(unwanted.IsRefused);
        Assert.Empty(unwanted.Payload);
        Assert.True(FrameReader.TryRead(
            ref received, FrameHeader.BodyBytesMax, header => header.GroupId == 1, out Frame wanted, out _));
        Assert.False(wanted.IsRefused);
        Assert.Equal([9], wanted.Payload);
    }

    /// <summary>The declared length of a compressed body is judged first: memory is taken for neither of these.</summary>
    [Theory]
    [InlineData(FrameHeader.BodyBytesMax)]
    [InlineData(FrameHeader.BodyBytesMax + 1)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public void A_compressed_bomb_buys_no_memory(int declared)
    {
        byte[] bomb = Bomb(declared);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var received = new ReadOnlySequence<byte>(bomb);

        Assert.False(FrameReader.TryRead(ref received, FrameHeader.BodyBytesMax, Every, out _, out FrameViolation violation));
        Assert.Equal(FrameViolation.BadCompression, violation);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Fact]
    public void A_compressed_body_that_holds_more_or_less_than_declared_is_refused()
    {
        byte[] payload = RandomText(new Random(3), 5000);
        Assert.True(PayloadCompression.TryCompress(payload, out byte[] body));
        foreach (int declared in new[] { 0, 1, payload.Length - 1, payload.Length + 1, payload.Length * 2 })
        {
            BinaryPrimitives.WriteInt32BigEndian(body, declared);
            Assert.False(PayloadCompression.TryDecompress(body, FrameHeader.BodyBytesMax, out byte[] read));
            Assert.Empty(read);
        }
    }

    [Fact]
    public void A_payload_is_compressed_only_when_a_tenth_is_saved_and_the_receiver_will_take_it()
    {
        Assert.True(PayloadCompression.TryCompress(RandomText(new Random(3), 5000), out byte[] text));
        Assert.True(text.Length <= 4500);
        Assert.False(PayloadCompression.TryCompress(RandomBytes(new Random(3), 5000), out byte[] random));
        Assert.Empty(random);
        // Zeros would shrink beyond what a receiver believes, so they go as they are.
        Assert.False(PayloadCompression.TryCompress(new byte[1_000_000], out _));
        Assert.False(PayloadCompression.TryCompress(Pattern(PayloadCompression.PayloadBytesMin - 1), out _));
    }

    [Fact]
    public void Random_and_mutated_streams_never_throw_and_never_yield_more_than_they_hold()
    {
        const int Seed = 20260301;
        var random = new Random(Seed);
        byte[] honest = [.. Enumerable.Range(1, 7).SelectMany(kind =>
            Encode((FrameKind)kind, (ushort)kind, RandomText(random, 300 * kind)))];
        long frames = 0;
        for (int run = 0; run < FuzzRuns; run++)
        {
            byte[] stream = run % 2 == 0 ? Mutated(random, honest) : RandomBytes(random, random.Next(64));
            frames += ReadAll(Pieces.Of(stream, random.Next(1, 200)), stream.Length, $"seed {Seed}, run {run}");
        }

        Assert.True(frames > FuzzRuns, $"only {frames} frames were read: the fuzz does not reach the bodies");
    }

    private static int ReadAll(ReadOnlySequence<byte> received, int length, string where)
    {
        int count = 0;
        while (true)
        {
            long held = received.Length;
            if (!FrameReader.TryRead(ref received, FrameHeader.BodyBytesMax, Every, out Frame frame, out _))
            {
                Assert.True(received.Length == held, $"a failed read took bytes ({where})");
                return count;
            }

            count++;
            Assert.True(frame.Payload.Length <= (long)length * PayloadCompression.ExpansionMax, where);
            Assert.True(received.Length <= held - FrameHeader.SizeBytes, where);
        }
    }

    private static byte[] Mutated(Random random, byte[] honest)
    {
        byte[] stream = [.. honest];
        for (int changes = random.Next(4); changes > 0; changes--)
        {
            stream[random.Next(stream.Length)] = (byte)random.Next(256);
        }

        return random.Next(3) == 0 ? stream[..random.Next(stream.Length)] : stream;
    }

    private static byte[] Bomb(int declared)
    {
        byte[] zeros = new byte[FrameHeader.BodyBytesMax];
        byte[] stream = new byte[4096];
        Assert.True(System.IO.Compression.BrotliEncoder.TryCompress(zeros, stream, out int written, 1, 24));
        byte[] frame = new byte[FrameHeader.SizeBytes + 4 + written];
        new FrameHeader(4 + written, FrameKind.Transactions, 1, FrameFlags.Compressed).Write(frame);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(FrameHeader.SizeBytes), declared);
        stream.AsSpan(0, written).CopyTo(frame.AsSpan(FrameHeader.SizeBytes + 4));
        return frame;
    }

    private static byte[] Encode(FrameKind kind, ushort group, byte[] payload)
    {
        Assert.True(payload.Length <= PeerMessage.MaxPayloadBytes);
        (FrameHeader header, ReadOnlyMemory<byte> body) = new OutgoingFrame(kind, group, payload).Encode();
        byte[] wire = new byte[FrameHeader.SizeBytes + body.Length];
        header.Write(wire);
        body.CopyTo(wire.AsMemory(FrameHeader.SizeBytes));
        return wire;
    }

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i / 7))];

    private static byte[] RandomBytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] RandomText(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => (byte)('a' + random.Next(8)))];
}
