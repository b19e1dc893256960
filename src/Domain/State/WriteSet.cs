using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.State;

/// <summary>A block's changes of the world state, sorted by key, and their digest.</summary>
public static class WriteSet
{
    /// <summary>Turns the final changes of a block into sorted versioned values.</summary>
    /// <remarks>Sorted by the bytes of the keys: accounts, then storage, then code. A storage value is its shortest big-endian
    /// form, so a cleared slot is the empty value. Wiped storage adds nothing by itself: the executor knows which slots
    /// exist and puts a zero for each of them into <see cref="StateDiff.Storage"/>.</remarks>
    public static IReadOnlyList<StateWrite> FromDiff(StateDiff diff)
    {
        var writes = new StateWrite[diff.Accounts.Count + diff.Storage.Count + diff.Code.Count];
        int count = 0;
        foreach ((Address address, Account? account) in diff.Accounts)
        {
            byte[] value = account is Account existing ? AccountCodec.Encode(existing) : [];
            writes[count++] = new StateWrite(StateKey.ForAccount(address), value);
        }

        foreach (((Address address, UInt256 slot), UInt256 value) in diff.Storage)
        {
            writes[count++] = new StateWrite(StateKey.ForStorage(address, slot), EncodeSlot(value));
        }

        foreach ((Hash256 codeHash, ReadOnlyMemory<byte> code) in diff.Code)
        {
            writes[count++] = new StateWrite(StateKey.ForCode(codeHash), code);
        }

        Array.Sort(writes, static (left, right) => left.Key.CompareTo(right.Key));
        return writes;
    }

    /// <summary>The root of a sorted write set: the header's dbHash.</summary>
    /// <remarks>One hash over the canonical encoding: the RLP list of [key, value] lists, in the order of the key bytes, the
    /// value empty where it ceases to exist. A block that changes nothing has the hash of the empty list, <c>0xc0</c>.</remarks>
    public static Hash256 Root(IReadOnlyList<StateWrite> sorted, IHashFunction hash)
    {
        using var writer = new RlpWriter(16 + (128 * sorted.Count));
        Span<byte> key = stackalloc byte[StateKey.MaxSizeBytes];
        int list = writer.BeginList();
        for (int i = 0; i < sorted.Count; i++)
        {
            StateWrite write = sorted[i];
            write.Key.Write(key);
            int pair = writer.BeginList();
            writer.WriteBytes(key[..write.Key.SizeBytes]);
            writer.WriteBytes(write.Value.Span);
            writer.EndList(pair);
        }

        writer.EndList(list);
        return hash.Hash(writer.WrittenSpan);
    }

    /// <summary>The next state root: H(parent state root ‖ write-set root).</summary>
    public static Hash256 NextStateRoot(in Hash256 parentStateRoot, in Hash256 writeSetRoot, IHashFunction hash)
    {
        Span<byte> both = stackalloc byte[2 * Hash256.SizeBytes];
        parentStateRoot.Bytes.CopyTo(both);
        writeSetRoot.Bytes.CopyTo(both[Hash256.SizeBytes..]);
        return hash.Hash(both);
    }

    private static byte[] EncodeSlot(in UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
        value.WriteBigEndian(bytes);
        return bytes[(UInt256.SizeBytes - value.ByteLength)..].ToArray();
    }
}
