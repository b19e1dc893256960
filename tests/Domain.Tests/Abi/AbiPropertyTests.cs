using System.Buffers;
using System.Text.Json;
using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Abi;

/// <summary>What holds for every type and value.</summary>
public sealed class AbiPropertyTests
{
    private const int Cases = 10_000;

    /// <summary>What decoding may allocate: 8 values of 48 bytes for each word, arrays around them, and what is always free.</summary>
    private const long AllocatedPerByteMax = 32;

    private const long AllocatedFreeMax = 256 * 1024;

    [Fact]
    public void Every_value_of_every_type_comes_back() => SeededCases.Run(Cases, random =>
    {
        AbiType.Tuple types = AbiGenerators.Parameters(random);
        AbiValue[] values = AbiGenerators.Values(random, types);
        byte[] bytes = AbiCodec.Encode(types, values);
        Assert.Equal(0, bytes.Length % 32);
        AbiValue canonical = AbiCodec.Decode(types, bytes);
        Assert.Equal(AbiValue.List(values), canonical);
        Assert.Equal(AbiValue.List(values).GetHashCode(), canonical.GetHashCode());
        Assert.Equal(canonical, AbiCodec.Decode(types, bytes, AbiLayout.Any));
    });

    [Fact]
    public void Every_type_has_a_name_that_is_read_as_the_same_type() => SeededCases.Run(Cases, random =>
    {
        AbiType type = AbiGenerators.Type(random, 6);
        Assert.Equal(type, AbiType.Parse(type.Name));
        Assert.Equal(type.IsDynamic, AbiType.Parse(type.Name).IsDynamic);
        Assert.Equal(type.HeadSizeBytes, AbiType.Parse("tuple" + AbiType.TupleOf(type).Name) is AbiType.Tuple tuple
            ? tuple.Members[0].Type.HeadSizeBytes
            : -1);
    });

    [Fact]
    public void Every_value_of_every_type_is_read_back_from_its_JSON() => SeededCases.Run(Cases, random =>
    {
        AbiType.Tuple types = AbiGenerators.Parameters(random);
        var values = AbiValue.List(AbiGenerators.Values(random, types));
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            AbiJson.Write(writer, types, values);
        }

        var json = JsonElement.Parse(buffer.WrittenSpan);
        Assert.True(AbiJson.TryRead(types, json, out AbiValue read, out AbiProblem? problem), problem?.ToString());

        // A text that is not UTF-8 is shown with replacements: compare what is shown.
        Assert.Equal(values.ToString(), read.ToString());
    });

    [Fact]
    public void Damaged_encodings_are_refused_or_are_another_values_one_form() => Mutate((types, bytes) =>
    {
        bool isRead = AbiCodec.TryDecode(types, bytes, AbiLayout.Canonical, out AbiValue values, out AbiProblem? problem);
        Assert.Equal(isRead, problem is null);
        Assert.True(!isRead || AbiCodec.Encode(types, values.Items).AsSpan().SequenceEqual(bytes), Hex.Encode(bytes));
    });

    [Fact]
    public void Damaged_encodings_of_any_layout_are_refused_or_stand_for_values() => Mutate((types, bytes) =>
    {
        bool isRead = AbiCodec.TryDecode(types, bytes, AbiLayout.Any, out AbiValue values, out AbiProblem? problem);
        Assert.Equal(isRead, problem is null);
        Assert.True(!isRead || AbiCodec.Decode(types, AbiCodec.Encode(types, values.Items)) == values, Hex.Encode(bytes));
    });

    [Fact]
    public void What_the_canonical_layout_takes_means_the_same_in_any_layout() => Mutate((types, bytes) =>
    {
        if (AbiCodec.TryDecode(types, bytes, AbiLayout.Canonical, out AbiValue values, out _))
        {
            Assert.Equal(values, AbiCodec.Decode(types, bytes, AbiLayout.Any));
        }
    });

    [Fact]
    public void Values_of_another_type_are_refused_at_a_place() => SeededCases.Run(Cases, random =>
    {
        AbiType.Tuple types = AbiGenerators.Parameters(random);
        AbiValue[] values = AbiGenerators.Values(random, AbiGenerators.Parameters(random));
        if (!AbiCodec.TryEncode(types, values, out byte[] bytes, out AbiProblem? problem))
        {
            Assert.Empty(bytes);
            Assert.True(problem!.Text.Length > 0 && (problem.Path.Length > 0) == (types.Members.Count == values.Length));
        }
        else
        {
            Assert.Equal(AbiValue.List(values), AbiCodec.Decode(types, bytes));
        }
    });

    [Fact]
    public void Every_log_is_read_back_but_for_what_is_hashed() => SeededCases.Run(Cases / 4, random =>
    {
        AbiType.Tuple types = AbiGenerators.Parameters(random);
        AbiValue[] values = AbiGenerators.Values(random, types);
        bool isAnonymous = random.Next(2) == 0;
        int topicsLeft = isAnonymous ? 4 : 3;
        var known = new AbiEvent(
            "Known",
            [.. types.Members.Select(member => new AbiEventParameter("", member.Type, random.Next(2) == 0 && topicsLeft-- > 0))],
            isAnonymous,
            CryptoSuites.Secp256k1.Hash);
        Assert.True(known.TryEncode(values, CryptoSuites.Secp256k1.Hash, out AbiLog? log, out AbiProblem? problem), problem?.ToString());
        Assert.Equal(known.TopicCount, log!.Topics.Count);
        Assert.True(known.TryDecode(log.Topics, log.Data, AbiLayout.Canonical, out AbiValue read, out problem), problem?.ToString());
        for (int i = 0; i < values.Length; i++)
        {
            Assert.True(known.Parameters[i].IsHashed ? read[i].Length == Hash256.SizeBytes : read[i] == values[i]);
        }
    });

    private static void Mutate(Action<AbiType.Tuple, byte[]> property) => SeededCases.Run(Cases, random =>
    {
        AbiType.Tuple types = AbiGenerators.Parameters(random);
        byte[] bytes = AbiCodec.Encode(types, AbiGenerators.Values(random, types));
        byte[] damaged = Damage(random, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AbiCodec.TryDecode(types, damaged, AbiLayout.Any, out _, out _);
        AbiCodec.TryDecode(types, damaged, AbiLayout.Canonical, out _, out _);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, AllocatedFreeMax + (2 * AllocatedPerByteMax * damaged.Length));
        property(types, damaged);
    });

    private static byte[] Damage(Random random, byte[] sample)
    {
        byte[] bytes = [.. sample];
        for (int i = random.Next(3); i >= 0 && bytes.Length > 0; i--)
        {
            int place = random.Next(bytes.Length);
            int word = place / 32 * 32;
            switch (random.Next(6))
            {
                case 0:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    // Most words are small numbers: lengths and offsets.
                    bytes[Math.Min(word + 31, bytes.Length - 1)] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes = bytes[..place];
                    break;
                case 3:
                    bytes = [.. bytes, .. new byte[random.Next(1, 65)]];
                    break;
                case 4:
                    bytes.AsSpan(word, Math.Min(32, bytes.Length - word)).Fill((byte)(random.Next(2) * 255));
                    break;
                default:
                    int other = random.Next(bytes.Length) / 32 * 32;
                    int length = Math.Min(32, bytes.Length - Math.Max(other, word));
                    bytes.AsSpan(other, length).CopyTo(bytes.AsSpan(word));
                    break;
            }
        }

        return bytes;
    }
}
