using Ledger.Crypto;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Blocks;

/// <summary>FISCO BCOS 2.2's tree, against a twin that builds every level as lists of bytes.</summary>
public sealed class HashTreeTests
{
    private static readonly IHashFunction Hash = CryptoSuites.Secp256k1.Hash;

    [Fact]
    public void No_leaves_have_the_hash_of_no_bytes() => Assert.Equal(
        "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", HashTree.Root([], Hash).ToString());

    [Fact]
    public void One_leaf_is_hashed_once_with_its_index()
    {
        Hash256 leaf = Generators.Hash(new Random(1));
        Assert.Equal(Hash.Hash([0x80, .. leaf.ToArray()]), HashTree.Root([leaf], Hash));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(4097)]
    [InlineData(70_000)]
    public void The_root_is_the_twins(int count)
    {
        Hash256[] leaves = Leaves(count);
        Assert.Equal(TwinRoot(leaves), HashTree.Root(leaves, Hash));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(16, 2)]
    [InlineData(17, 3)]
    [InlineData(300, 4)]
    public void Every_leaf_can_be_proved(int count, int levels)
    {
        Hash256[] leaves = Leaves(count);
        Hash256 root = HashTree.Root(leaves, Hash);
        for (int i = 0; i < count; i++)
        {
            HashTreeProof proof = HashTree.Prove(leaves, i, Hash);
            Assert.Equal(levels, proof.Levels.Count);
            Assert.True(HashTree.Verify(proof, leaves[i], root, Hash));
            Assert.False(HashTree.Verify(proof with { Index = i + 1 }, leaves[i], root, Hash));
            Assert.False(HashTree.Verify(proof, Generators.Hash(new Random(i)), root, Hash));
            Assert.False(HashTree.Verify(proof, leaves[i], Generators.Hash(new Random(i)), Hash));
        }
    }

    [Fact]
    public void A_damaged_proof_proves_nothing() => SeededCases.Run(500, random =>
    {
        Hash256[] leaves = Leaves(random.Next(2, 400));
        int index = random.Next(leaves.Length);
        HashTreeProof proof = HashTree.Prove(leaves, index, Hash);
        List<HashTreeLevel> levels = [.. proof.Levels];
        int place = random.Next(levels.Count - 1);
        HashTreeLevel level = levels[place];
        levels[place] = random.Next(3) switch
        {
            0 => level with { Right = [.. level.Right, Generators.Exactly(random, 32)] },
            1 => level with { Left = [.. level.Left, Generators.Exactly(random, 32)] },
            _ => new HashTreeLevel([], []),
        };
        if (level.Left.Count + level.Right.Count > 0)
        {
            Assert.False(HashTree.Verify(proof with { Levels = levels }, leaves[index], HashTree.Root(leaves, Hash), Hash));
        }

        Assert.False(HashTree.Verify(proof with { Levels = proof.Levels.ToArray()[..^1] }, leaves[index], HashTree.Root(leaves, Hash), Hash));
        Assert.False(HashTree.Verify(proof with { Levels = [] }, leaves[index], HashTree.Root(leaves, Hash), Hash));
    });

    private static Hash256[] Leaves(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => Generators.Hash(random))];
    }

    private static Hash256 TwinRoot(Hash256[] leaves)
    {
        List<byte[]> nodes = [];
        for (int i = 0; i < leaves.Length; i++)
        {
            using var writer = new RlpWriter();
            writer.WriteInteger(i);
            nodes.Add([.. writer.WrittenSpan, .. leaves[i].Bytes]);
        }

        while (nodes.Count > 1)
        {
            nodes = [.. nodes.Chunk(16).Select(group => Hash.Hash([.. group.SelectMany(node => node)]).ToArray())];
        }

        return Hash.Hash(nodes[0]);
    }
}
