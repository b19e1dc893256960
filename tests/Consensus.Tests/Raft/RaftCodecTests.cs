using Ledger.Consensus.Raft;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Raft;

/// <summary>Reliability checklist 34: any bytes give a message or nothing, and one message has one encoding.</summary>
public sealed class RaftCodecTests
{
    private const int Mutations = 100_000;

    private static readonly SampleRaftMessages Samples = new();
    private static readonly RaftCodec Codec = new(TestGroup.Suite.Hash);

    public static TheoryData<RaftMessageKind> Kinds => [.. Enum.GetValues<RaftMessageKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Message_comes_back_as_the_same_bytes(RaftMessageKind kind)
    {
        VerifiedMessage message = Samples.Signed(kind);
        Assert.True(Codec.TryDecode(message.Bytes, out MessageEnvelope<RaftMessage>? envelope));
        Assert.Equal(kind, RaftCodec.KindOf(envelope!.Message));
        Assert.Equal(message.Sender, envelope.Sender);
        byte[] again = RaftCodec.Encode(
            envelope.Message, envelope.Sender, RaftCodec.EncodePayload(envelope.Message), envelope.Signature.Span);
        Assert.Equal(message.Bytes.ToArray(), again);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_prefix_and_every_trailing_byte_is_refused(RaftMessageKind kind)
    {
        byte[] bytes = Samples.Signed(kind).Bytes.ToArray();
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.False(Codec.TryDecode(bytes.AsMemory(0, length), out _));
        }

        byte[] longer = [.. bytes, 0];
        Assert.False(Codec.TryDecode(longer, out _));
    }

    [Fact]
    public void Mutated_bytes_never_throw_and_decode_only_from_their_canonical_form()
    {
        byte[][] samples = [.. Enum.GetValues<RaftMessageKind>().Select(kind => Samples.Signed(kind).Bytes.ToArray())];
        var random = new Random(20261126);
        int decoded = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] bytes = Mutate([.. samples[random.Next(samples.Length)]], random);
            if (Codec.TryDecode(bytes, out MessageEnvelope<RaftMessage>? envelope))
            {
                decoded++;
                byte[] payload = RaftCodec.EncodePayload(envelope!.Message);
                Assert.Equal(bytes, RaftCodec.Encode(envelope.Message, envelope.Sender, payload, envelope.Signature.Span));
            }
        }

        Assert.True(decoded > Mutations / 100, $"Only {decoded} mutations decoded: the test proves little.");
    }

    [Fact]
    public void Entries_whose_terms_fall_or_whose_heights_jump_are_refused()
    {
        RaftEntry first = RaftReplica.Entry(11, 4, 7, 1);
        Assert.True(Decodes(5, first, RaftReplica.Entry(12, 5, 8, 2)));
        Assert.True(Decodes(5, first, RaftReplica.NoOp(12, 5, 7, 0), RaftReplica.Entry(13, 5, 8, 2)));
        Assert.False(Decodes(5, first, RaftReplica.Entry(12, 3, 8, 2)));
        Assert.False(Decodes(4, first, RaftReplica.Entry(12, 5, 8, 2)));
        Assert.False(Decodes(5, first, RaftReplica.Entry(12, 5, 9, 2)));
        Assert.False(Decodes(5, first, RaftReplica.Entry(12, 5, 7, 2)));
        Assert.False(Decodes(5, first, RaftReplica.NoOp(12, 5, 8, 0)));
        Assert.False(Decodes(5, [.. Enumerable.Range(0, RaftLimits.EntriesMax + 1).Select(i =>
            RaftReplica.NoOp(11 + i, 4, 7, 0))]));
    }

    [Fact]
    public void Numbers_beyond_the_limits_are_refused()
    {
        Assert.True(Decodes(new RaftMessage.RequestVote(RaftLimits.TermMax, RaftLimits.IndexMax, 4)));
        Assert.False(Decodes(new RaftMessage.RequestVote(RaftLimits.TermMax + 1, 1, 4)));
        Assert.False(Decodes(new RaftMessage.RequestVote(5, RaftLimits.IndexMax + 1, 4)));
        Assert.False(Decodes(new RaftMessage.RequestVote(5, 1, 5)));
        Assert.False(Decodes(new RaftMessage.AppendAnswer(5, long.MaxValue, true, 1, 1, 0)));
    }

    private static bool Decodes(long term, params RaftEntry[] entries) =>
        Decodes(new RaftMessage.AppendEntries(term, 1, 10, 4, 0, entries));

    private static bool Decodes(RaftMessage message) => Codec.TryDecode(
        RaftCodec.Encode(message, 0, RaftCodec.EncodePayload(message), new byte[32]), out _);

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int at = random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes = bytes[..Math.Max(1, at)];
                    break;
                default:
                    bytes = [.. bytes[..at], .. bytes.AsSpan(at, Math.Min(8, bytes.Length - at)), .. bytes[at..]];
                    break;
            }
        }

        return bytes;
    }
}
