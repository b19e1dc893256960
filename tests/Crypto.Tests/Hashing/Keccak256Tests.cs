using System.Text.Json;
using Ledger.Crypto.Hashing;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Tests.Hashing;

public sealed class Keccak256Tests
{
    [Fact]
    public void The_hash_of_nothing_is_the_well_known_constant() => Assert.Equal(
        "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", Keccak256.Hash([]).ToString());

    [Fact]
    public void The_padding_is_keccaks_and_not_that_of_sha3() => Assert.NotEqual(
        "0xa7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a", Keccak256.Hash([]).ToString());

    [Fact]
    public void Messages_of_every_length_around_the_block_agree_with_the_vectors()
    {
        JsonElement file = VectorFile.Load("evm", "vectors", "keccak", "keccak256_pattern.json");
        foreach (JsonElement vector in file.GetProperty("vectors").EnumerateArray())
        {
            byte[] message = Pattern(vector.GetProperty("len").GetInt32());

            Assert.Equal(vector.Text("hash"), Convert.ToHexStringLower(Keccak256.Hash(message).Bytes));
        }
    }

    [Fact]
    public void Random_messages_agree_with_the_vectors()
    {
        JsonElement file = VectorFile.Load("evm", "vectors", "keccak", "ethers-hashes.json.gz");
        foreach (JsonElement vector in file.EnumerateArray())
        {
            Assert.Equal(vector.Text("keccak256"), Keccak256.Hash(vector.Bytes("data")).ToString());
        }
    }

    [Fact]
    public void A_message_in_parts_hashes_as_the_whole_message()
    {
        const int Seed = 11;
        var random = new Random(Seed);
        for (int run = 0; run < 500; run++)
        {
            byte[] message = new byte[random.Next(1000)];
            random.NextBytes(message);
            IncrementalKeccak256 hasher = default;
            ReadOnlySpan<byte> rest = message;
            while (!rest.IsEmpty)
            {
                int part = random.Next(Math.Min(rest.Length, 300) + 1);
                hasher.Append(rest[..part]);
                rest = rest[part..];
            }

            Assert.True(Keccak256.Hash(message) == hasher.ToHash(), $"seed {Seed}, run {run}: {Hex.Encode(message)}");
        }
    }

    [Fact]
    public void A_digest_may_be_taken_before_the_end()
    {
        IncrementalKeccak256 hasher = default;
        hasher.Append("led"u8);
        Hash256 early = hasher.ToHash();
        hasher.Append("ger"u8);

        Assert.Equal(Keccak256.Hash("led"u8), early);
        Assert.Equal(Keccak256.Hash("ledger"u8), hasher.ToHash());
    }

    [Fact]
    public void Many_messages_hash_as_one_after_another()
    {
        const int Seed = 12;
        const int LengthMax = (3 * 136) + 2;
        var random = new Random(Seed);
        for (int run = 0; run < 500; run++)
        {
            byte[][] messages = [.. Enumerable.Range(0, random.Next(40)).Select(_ => new byte[random.Next(LengthMax)])];
            Array.ForEach(messages, random.NextBytes);
            int length = 0;
            int[] ends = [.. messages.Select(message => length += message.Length)];
            var digests = new Hash256[messages.Length];
            Keccak256.HashEach(messages.SelectMany(message => message).ToArray(), ends, digests);

            Assert.True(
                digests.AsSpan().SequenceEqual([.. messages.Select(message => Keccak256.Hash(message))]), $"seed {Seed}, run {run}");
        }
    }

    [Fact]
    public void Many_messages_of_every_length_around_the_block_agree_with_the_vectors()
    {
        JsonElement[] vectors =
            [.. VectorFile.Load("evm", "vectors", "keccak", "keccak256_pattern.json").GetProperty("vectors").EnumerateArray()];
        byte[][] messages = [.. vectors.Select(vector => Pattern(vector.GetProperty("len").GetInt32()))];
        int length = 0;
        int[] ends = [.. messages.Select(message => length += message.Length)];
        var digests = new Hash256[messages.Length];
        Keccak256.HashEach(messages.SelectMany(message => message).ToArray(), ends, digests);

        Assert.Equal(vectors.Select(vector => vector.Text("hash")), digests.Select(digest => Convert.ToHexStringLower(digest.Bytes)));
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(5, 11)]
    public void An_end_before_the_last_one_or_outside_is_refused(int first, int second)
    {
        byte[] messages = new byte[10];
        int[] ends = [1, 2, first, second];

        Assert.Throws<ArgumentOutOfRangeException>(() => Keccak256.HashEach(messages, ends, new Hash256[4]));
    }

    [Fact]
    public void Hashing_allocates_nothing()
    {
        byte[] message = Pattern(1000);
        int[] ends = [100, 200, 500, 1000];
        var digests = new Hash256[ends.Length];
        _ = Keccak256.Hash(message);
        Keccak256.HashEach(message, ends, digests);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            _ = Keccak256.Hash(message);
            Keccak256.HashEach(message, ends, digests);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 7) + length))];
}
