using Ledger.Crypto.Hashing;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.EvmConformance.Tries;

/// <summary>Verifies that a key has a value, or none, in the trie of a root. Strict: a missing node, one too many, or one that is
/// not the canonical form of what its parent names makes the proof bad.</summary>
internal static class ProofVerifier
{
    private const int PairItems = 2;
    private const int BranchItems = 17;

    /// <summary>Verifies a proof.</summary>
    /// <param name="root">The root of the trie.</param>
    /// <param name="key">The key as it stands in the trie: hashed already where the trie is secure.</param>
    /// <param name="proof">The nodes from the root on; those shorter than a hash are inside their parents.</param>
    /// <param name="value">The value, <see langword="null"/> when the key is not in the trie.</param>
    /// <returns><see langword="false"/> when the proof is bad.</returns>
    public static bool TryVerify(in Hash256 root, byte[] key, IReadOnlyList<byte[]> proof, out byte[]? value)
    {
        value = null;
        ReadOnlySpan<byte> path = Nibbles.Of(key);
        byte[] reference = root.ToArray();
        int used = 0;
        while (true)
        {
            if (!TryResolve(reference, proof, ref used, out byte[] node)
                || !TryStep(node, ref path, out reference, out value))
            {
                return false;
            }

            if (reference.Length == 0)
            {
                return used == proof.Count;
            }
        }
    }

    /// <summary>Finds the node that a reference names: the next of the proof for a hash, itself for a node within its parent.</summary>
    private static bool TryResolve(byte[] reference, IReadOnlyList<byte[]> proof, ref int used, out byte[] node)
    {
        node = reference;
        if (reference.Length < Hash256.SizeBytes)
        {
            return true;
        }

        if (used == proof.Count)
        {
            return false;
        }

        node = proof[used++];

        // Only the root is hashed whatever its length.
        return (used == 1 || node.Length >= Hash256.SizeBytes) && Keccak256.Hash(node).Bytes.SequenceEqual(reference);
    }

    /// <summary>Follows the path through a node.</summary>
    /// <param name="node">The node's encoding.</param>
    /// <param name="path">What is left of the path.</param>
    /// <param name="next">The reference to go on with; empty at the end of the walk.</param>
    /// <param name="value">The value, when the walk ends at one.</param>
    private static bool TryStep(byte[] node, ref ReadOnlySpan<byte> path, out byte[] next, out byte[]? value)
    {
        next = [];
        value = null;
        var reader = new RlpReader(node);
        if (reader.TryReadFixed(0, out _))
        {
            return reader.IsAtEnd;
        }

        if (!reader.TryReadOnlyList(out RlpReader items) || !items.TryCount(BranchItems, out int count))
        {
            return false;
        }

        return count switch
        {
            PairItems => TryStepPair(node, items, ref path, out next, out value),
            BranchItems => TryStepBranch(node, items, ref path, out next, out value),
            _ => false,
        };
    }

    private static bool TryStepPair(
        byte[] node, RlpReader items, ref ReadOnlySpan<byte> path, out byte[] next, out byte[]? value)
    {
        next = [];
        value = null;
        if (!items.TryReadBytes(out ReadOnlySpan<byte> prefix)
            || !Nibbles.TryReadHexPrefix(prefix, out byte[] nibbles, out bool isLeaf))
        {
            return false;
        }

        if (isLeaf)
        {
            bool isValue = items.TryReadBytes(out ReadOnlySpan<byte> bytes) && !bytes.IsEmpty;
            value = isValue && path.SequenceEqual(nibbles) ? bytes.ToArray() : null;
            return isValue;
        }

        if (nibbles.Length == 0 || !TryReadReference(node, ref items, out byte[] child) || child.Length == 0)
        {
            return false;
        }

        if (path.StartsWith(nibbles))
        {
            path = path[nibbles.Length..];
            next = child;
        }

        return true;
    }

    private static bool TryStepBranch(
        byte[] node, RlpReader items, ref ReadOnlySpan<byte> path, out byte[] next, out byte[]? value)
    {
        next = [];
        value = null;
        for (int i = 0; i < BranchItems - 1; i++)
        {
            if (!TryReadReference(node, ref items, out byte[] child))
            {
                return false;
            }

            next = !path.IsEmpty && path[0] == i ? child : next;
        }

        if (!items.TryReadBytes(out ReadOnlySpan<byte> own))
        {
            return false;
        }

        value = path.IsEmpty && !own.IsEmpty ? own.ToArray() : null;
        path = path.IsEmpty ? path : path[1..];
        return true;
    }

    /// <summary>Reads a child: nothing, a hash, or a whole node of less than a hash's length.</summary>
    private static bool TryReadReference(byte[] node, ref RlpReader items, out byte[] reference)
    {
        int start = items.Position;
        if (items.TryReadBytes(out ReadOnlySpan<byte> bytes))
        {
            reference = bytes.ToArray();
            return bytes.Length is 0 or Hash256.SizeBytes;
        }

        bool isNode = items.TrySkip() && items.Position - start < Hash256.SizeBytes;
        reference = isNode ? node[start..items.Position] : [];
        return isNode;
    }
}
