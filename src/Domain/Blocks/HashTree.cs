using System.Buffers;
using System.Runtime.InteropServices;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Blocks;

/// <summary>FISCO BCOS's 16-ary hash tree over transactions and receipts (version 2.2 and later).</summary>
/// <remarks>The bottom nodes are RLP(i) ‖ hash_i, not hashed. Up to sixteen consecutive nodes have one parent, the hash of
/// their bytes joined; levels are added until one node is left, and the root is the hash of that node.</remarks>
public static class HashTree
{
    /// <summary>How many children a node has at most.</summary>
    public const int ChildrenMax = 16;

    private const int LeafSizeMaxBytes = 1 + sizeof(int) + Hash256.SizeBytes;

    /// <summary>The root over leaves RLP(i) ‖ hash_i; the hash of no bytes when there are none.</summary>
    public static Hash256 Root(IReadOnlyList<Hash256> leaves, IHashFunction hash)
    {
        if (leaves.Count <= 1)
        {
            return leaves.Count == 0 ? hash.Hash([]) : RootOfOne(leaves[0], hash);
        }

        Hash256[] level = HashLeaves(leaves, hash);
        while (level.Length > 1)
        {
            level = HashLevel(level, hash);
        }

        return hash.Hash(level[0].Bytes);
    }

    /// <summary>Proves that a leaf is under the root.</summary>
    /// <param name="leaves">All leaves.</param>
    /// <param name="index">The leaf's place.</param>
    /// <param name="hash">The chain's hash function.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no leaf at that place.</exception>
    public static HashTreeProof Prove(IReadOnlyList<Hash256> leaves, int index, IHashFunction hash)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Count);
        var levels = new List<HashTreeLevel>();
        var nodes = new ReadOnlyMemory<byte>[leaves.Count];
        Span<byte> buffer = stackalloc byte[LeafSizeMaxBytes];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i] = buffer[..WriteLeaf(buffer, i, leaves[i])].ToArray();
        }

        for (int place = index; nodes.Length > 1; place /= ChildrenMax)
        {
            int first = place - (place % ChildrenMax);
            int end = Math.Min(first + ChildrenMax, nodes.Length);
            levels.Add(new HashTreeLevel(nodes[first..place], nodes[(place + 1)..end]));
            nodes = [.. nodes.Chunk(ChildrenMax).Select(group => HashJoined(group, hash))];
        }

        levels.Add(new HashTreeLevel([], []));
        return new HashTreeProof(index, levels);
    }

    /// <summary>Checks a proof, as FISCO BCOS's SDKs do, and that its shape is the one of the index it names.</summary>
    /// <param name="proof">The proof; it may come from anyone.</param>
    /// <param name="leaf">The hash claimed to be at its index.</param>
    /// <param name="root">A root that is trusted.</param>
    /// <param name="hash">The chain's hash function.</param>
    public static bool Verify(HashTreeProof proof, in Hash256 leaf, in Hash256 root, IHashFunction hash)
    {
        if (proof.Index < 0 || proof.Levels.Count is 0 or > HashTreeProof.LevelsMax)
        {
            return false;
        }

        byte[] node = new byte[LeafSizeMaxBytes];
        ReadOnlyMemory<byte> current = node.AsMemory(0, WriteLeaf(node, proof.Index, leaf));
        int place = proof.Index;
        for (int i = 0; i < proof.Levels.Count; i++)
        {
            HashTreeLevel level = proof.Levels[i];
            if (level.Left.Count != place % ChildrenMax
                || level.Left.Count + level.Right.Count >= ChildrenMax
                || !AreNodes(level.Left, isBottom: i == 0)
                || !AreNodes(level.Right, isBottom: i == 0))
            {
                return false;
            }

            current = HashJoined([.. level.Left, current, .. level.Right], hash);
            place /= ChildrenMax;
        }

        return place == 0 && current.Span.SequenceEqual(root.Bytes);
    }

    private static bool AreNodes(IReadOnlyList<ReadOnlyMemory<byte>> nodes, bool isBottom)
    {
        foreach (ReadOnlyMemory<byte> node in nodes)
        {
            bool isNode = isBottom
                ? node.Length is > Hash256.SizeBytes and <= LeafSizeMaxBytes
                : node.Length == Hash256.SizeBytes;
            if (!isNode)
            {
                return false;
            }
        }

        return true;
    }

    private static Hash256 RootOfOne(in Hash256 leaf, IHashFunction hash)
    {
        Span<byte> node = stackalloc byte[LeafSizeMaxBytes];
        return hash.Hash(node[..WriteLeaf(node, 0, leaf)]);
    }

    private static Hash256[] HashLeaves(IReadOnlyList<Hash256> leaves, IHashFunction hash)
    {
        var parents = new Hash256[ParentsOf(leaves.Count)];
        byte[] buffer = ArrayPool<byte>.Shared.Rent(leaves.Count * LeafSizeMaxBytes);
        int[] ends = ArrayPool<int>.Shared.Rent(parents.Length);
        int length = 0;
        for (int i = 0; i < leaves.Count; i++)
        {
            length += WriteLeaf(buffer.AsSpan(length), i, leaves[i]);
            ends[i / ChildrenMax] = length;
        }

        hash.HashEach(buffer.AsSpan(0, length), ends.AsSpan(0, parents.Length), parents);
        ArrayPool<int>.Shared.Return(ends);
        ArrayPool<byte>.Shared.Return(buffer);
        return parents;
    }

    /// <summary>The parents of a level.</summary>
    private static Hash256[] HashLevel(Hash256[] level, IHashFunction hash)
    {
        var parents = new Hash256[ParentsOf(level.Length)];
        int[] ends = new int[parents.Length];
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = Math.Min(level.Length, (i + 1) * ChildrenMax) * Hash256.SizeBytes;
        }

        hash.HashEach(MemoryMarshal.AsBytes(level.AsSpan()), ends, parents);
        return parents;
    }

    private static int ParentsOf(int nodes) => (nodes + ChildrenMax - 1) / ChildrenMax;

    private static ReadOnlyMemory<byte> HashJoined(ReadOnlyMemory<byte>[] nodes, IHashFunction hash)
    {
        byte[] joined = new byte[nodes.Sum(node => node.Length)];
        int length = 0;
        foreach (ReadOnlyMemory<byte> node in nodes)
        {
            node.Span.CopyTo(joined.AsSpan(length));
            length += node.Length;
        }

        return hash.Hash(joined).ToArray();
    }

    /// <summary>Writes RLP(index) ‖ hash and returns the length.</summary>
    private static int WriteLeaf(Span<byte> destination, int index, in Hash256 leaf)
    {
        int sizeBytes = index switch
        {
            0 => 0,
            <= 0xff => 1,
            <= 0xffff => 2,
            <= 0xffffff => 3,
            _ => 4,
        };
        int length = 0;
        if (index is 0 or >= 0x80)
        {
            destination[length++] = (byte)(0x80 + sizeBytes);
        }

        for (int shift = 8 * (sizeBytes - 1); shift >= 0; shift -= 8)
        {
            destination[length++] = (byte)(index >> shift);
        }

        leaf.Bytes.CopyTo(destination[length..]);
        return length + Hash256.SizeBytes;
    }
}
