using Ledger.Consensus.Pbft;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Pbft;

/// <summary>Reliability checklist 34: any bytes give a message or nothing, and one message has one encoding.</summary>
public sealed class PbftCodecTests
{
    private const int Mutations = 100_000;

    private static readonly SampleMessages Samples = new();
    private static readonly PbftCodec Codec = new(TestGroup.Suite.Hash);

    public static TheoryData<PbftMessageKind> Kinds => [.. Enum.GetValues<PbftMessageKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Message_comes_back_as_the_same_bytes(PbftMessageKind kind)
    {
        VerifiedMessage message = Samples.Signed(kind);
        Assert.True(Codec.TryDecode(message.Bytes, out MessageEnvelope<PbftMessage>? envelope));
        Assert.Equal(kind, PbftCodec.KindOf(envelope!.Message));
        Assert.Equal(message.Sender, envelope.Sender);
        byte[] again = PbftCodec.Encode(
            envelope.Message, envelope.Sender, PbftCodec.EncodePayload(envelope.Message), envelope.Signature.Span);
        Assert.Equal(message.Bytes.ToArray(), again);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_prefix_and_every_trailing_byte_is_refused(PbftMessageKind kind)
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
        byte[][] samples = [.. Enum.GetValues<PbftMessageKind>().Select(kind => Samples.Signed(kind).Bytes.ToArray())];
        var random = new Random(20260701);
        for (int i = 0; i < Mutations; i++)
        {
            byte[] bytes = Mutate([.. samples[random.Next(samples.Length)]], random);
            if (Codec.TryDecode(bytes, out MessageEnvelope<PbftMessage>? envelope))
            {
                byte[] payload = PbftCodec.EncodePayload(envelope!.Message);
                Assert.Equal(bytes, PbftCodec.Encode(envelope.Message, envelope.Sender, payload, envelope.Signature.Span));
            }
        }
    }

    [Fact]
    public void ViewChange_with_a_certificate_of_its_own_view_or_below_its_final_height_is_refused()
    {
        var change = (PbftMessage.ViewChange)Samples.Signed(PbftMessageKind.ViewChange).Message;
        Assert.True(Decodes(change));
        Assert.False(Decodes(change with { View = change.Prepared[0].View }));
        Assert.False(Decodes(change with { Prepared = [change.Prepared[0], change.Prepared[0]] }));
    }

    private static bool Decodes(PbftMessage message) => Codec.TryDecode(
        PbftCodec.Encode(message, 0, PbftCodec.EncodePayload(message), new byte[32]), out _);

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
