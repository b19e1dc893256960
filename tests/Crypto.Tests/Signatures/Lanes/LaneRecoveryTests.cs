using System.Numerics;
using System.Text.Json;
using Ledger.Crypto.Signatures;
using Ledger.Crypto.Signatures.Lanes;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Signatures.Lanes;

/// <summary>Recovery in lanes held against libsecp256k1.</summary>
public sealed class LaneRecoveryTests
{
    private readonly LaneRecovery _lanes;

    public LaneRecoveryTests()
    {
        LaneDraw.SkipWithoutLanes();
        _lanes = new LaneRecovery();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(LaneRecovery.BatchMax)]
    public void Keys_agree_with_the_library_whatever_stands_beside_them(int count) => SeededCases.Run(6000 / (count + 50), random =>
    {
        (Hash256 Digest, byte[] Seal)[] signatures = [.. Enumerable.Range(0, count).Select(_ => SealDraw.Any(random))];

        Check(signatures);
        Assert.Equal(0, _lanes.Exceptions);
    });

    [Fact]
    public void A_batch_of_broken_signatures_gives_no_key() => SeededCases.Run(50, random =>
    {
        (Hash256 Digest, byte[] Seal)[] signatures = [.. Enumerable.Range(0, 20).Select(_ => SealDraw.Broken(random))];

        Assert.All(Check(signatures), key => Assert.Null(key));
    });

    /// <summary>R = kG makes both parts of the sum multiples of one point, so that they meet on the way as random ones never do.</summary>
    [Fact]
    public void Sums_whose_parts_meet_agree_with_the_library()
    {
        int exceptions = 0;
        SeededCases.Run(100, random =>
        {
            Check([.. Enumerable.Range(0, LaneRecovery.BatchMax).Select(_ => SealDraw.Meeting(random))]);
            exceptions += _lanes.Exceptions;
        });

        Assert.InRange(exceptions, 100, 3000);
    }

    /// <summary>What the last steps of the sum meet can be chosen: they add d·G and e·lambda·G of the lowest digits d and e of u1.</summary>
    [Fact]
    public void Equal_and_opposite_points_on_the_way_are_left_to_the_library() => SeededCases.Run(2, random =>
    {
        var lambda = (BigInteger)Endomorphism.Lambda;
        (Hash256 Digest, byte[] Seal)[] signatures =
        [
            SealDraw.Any(random),
            SealDraw.WithSum(random, (_, _) => 0),
            SealDraw.WithSum(random, (_, e) => 2 * e * lambda),
            SealDraw.WithSum(random, (_, e) => e * lambda),
            SealDraw.WithSum(random, (d, e) => (e * lambda) + (2 * d)),
            SealDraw.Any(random),
            SealDraw.WithSum(random, (_, _) => 0),
            SealDraw.Broken(random),
            SealDraw.WithSum(random, (d, e) => (e * lambda) + (2 * d)),
        ];

        NodeId?[] keys = Check(signatures);

        Assert.Equal(6, _lanes.Exceptions);
        Assert.Null(keys[1]);
        Assert.NotNull(keys[2]);
        Assert.NotNull(keys[3]);
        Assert.NotNull(keys[4]);
    });

    [Fact]
    public void Signatures_of_the_vectors_give_their_keys()
    {
        JsonElement[] vectors =
            [.. VectorFile.Load("evm", "vectors", "secp256k1", "sign_recover.json").EnumerateArray()];
        foreach (JsonElement[] batch in vectors.Chunk(LaneRecovery.BatchMax))
        {
            NodeId?[] keys = Check([.. batch.Select(vector => (
                new Hash256(vector.Bytes("msgHash")),
                (byte[])[.. Convert.FromHexString($"{vector.Text("r")}{vector.Text("s")}"), vector.GetProperty("recId").GetByte()]))]);

            Assert.Equal(
                batch.Select(vector => vector.Text("publicKey")),
                keys.Select(key => $"04{Convert.ToHexStringLower(key!.Value.Bytes)}"));
        }
    }

    private NodeId?[] Check((Hash256 Digest, byte[] Seal)[] signatures)
    {
        var keys = new NodeId?[signatures.Length];
        _lanes.Recover([.. signatures.Select(one => one.Digest)], [.. signatures.SelectMany(one => one.Seal)], keys);
        NodeId?[] expected = [.. signatures.Select(one =>
            Secp256k1.TryRecover(one.Digest, one.Seal.AsSpan(0, 64), one.Seal[64], out NodeId key) ? (NodeId?)key : null)];
        Assert.Equal(expected, keys);
        return keys;
    }
}
