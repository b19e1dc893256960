using System.Buffers.Binary;
using System.Text.Json;
using Ledger.Crypto.Hashing;

namespace Ledger.Crypto.Tests.Hashing;

public sealed class Blake2FTests
{
    private const string Prefix =
        "48c9bdf267e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5"
        + "d182e6ad7f520e511f6c3e2b8c68059b6bbd41fbabd9831f79217e1319cde05b";

    // EIP-152, test vectors 4 to 7: the state and block of BLAKE2b-512 of "abc".
    [Theory]
    [InlineData(
        0, true,
        "08c9bcf367e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5"
        + "d282e6ad7f520e511f6c3e2b8c68059b9442be0454267ce079217e1319cde05b")]
    [InlineData(
        12, true,
        "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")]
    [InlineData(
        12, false,
        "75ab69d3190a562c51aef8d88f1c2775876944407270c42c9844252c26d28752"
        + "98743e7f6d5ea2f2d3e8d226039cd31b4e426ac4f2d3d666a610c2116fde4735")]
    [InlineData(
        1, true,
        "b63a380cb2897d521994a85234ee2c181b5f844d2c624c002677e9703449d2fb"
        + "a551b3a8333bcdf5f2f7e08993d53923de3d64fcc68c034e717b9293fed7a421")]
    public void The_examples_of_the_proposal_come_out(uint rounds, bool isFinal, string expected)
    {
        byte[] state = Convert.FromHexString(Prefix);
        byte[] message = new byte[Blake2F.MessageBytes];
        "abc"u8.CopyTo(message);

        Blake2F.Compress(rounds, state, message, offsetLow: 3, offsetHigh: 0, isFinal);

        Assert.Equal(expected, Convert.ToHexStringLower(state));
    }

    [Fact]
    public void Precompile_vectors_agree()
    {
        foreach (JsonElement vector in VectorFile.Load("evm", "precompiles", "blake2f.json").EnumerateArray())
        {
            ReadOnlySpan<byte> input = vector.Bytes("Input");
            byte[] state = input.Slice(4, Blake2F.StateBytes).ToArray();
            ReadOnlySpan<byte> rest = input[(4 + Blake2F.StateBytes)..];

            Blake2F.Compress(
                BinaryPrimitives.ReadUInt32BigEndian(input),
                state,
                rest[..Blake2F.MessageBytes],
                BinaryPrimitives.ReadUInt64LittleEndian(rest[Blake2F.MessageBytes..]),
                BinaryPrimitives.ReadUInt64LittleEndian(rest[(Blake2F.MessageBytes + 8)..]),
                rest[^1] == 1);

            Assert.Equal(vector.Text("Expected"), Convert.ToHexStringLower(state));
        }
    }

    [Fact]
    public void Both_halves_of_the_offset_counter_count()
    {
        byte[] low = Compressed(offsetLow: 1, offsetHigh: 0);
        byte[] high = Compressed(offsetLow: 0, offsetHigh: 1);
        byte[] none = Compressed(offsetLow: 0, offsetHigh: 0);

        Assert.NotEqual(low, high);
        Assert.NotEqual(none, high);
    }

    private static byte[] Compressed(ulong offsetLow, ulong offsetHigh)
    {
        byte[] state = new byte[Blake2F.StateBytes];
        Blake2F.Compress(12, state, new byte[Blake2F.MessageBytes], offsetLow, offsetHigh, isFinal: false);
        return state;
    }
}
