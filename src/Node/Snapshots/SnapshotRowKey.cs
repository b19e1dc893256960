using System.Buffers.Binary;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Snapshots;

/// <summary>The keys of a snapshot's rows. First byte: 1 to 3 the world state (<see cref="Domain.State.StateKey"/>); then what execution and
/// consensus remember of blocks: 240 the hash of a recent block, which BLOCKHASH answers, under its number; 241 a FISCO nonce in its
/// window, under block number and nonce, without a value; 242 what the chain counts, transactions and failed ones, 8 bytes each; 243 the
/// header of a block on which an epoch stands, under its number.</summary>
internal static class SnapshotRowKey
{
    /// <summary>The hash of a recent block.</summary>
    public const byte RecentHash = 240;

    /// <summary>A FISCO nonce.</summary>
    public const byte FiscoNonce = 241;

    /// <summary>What the chain counts.</summary>
    public const byte Totals = 242;

    /// <summary>The header of a block on which an epoch stands.</summary>
    public const byte EpochHeader = 243;

    /// <summary>Whether a key is one of the world state.</summary>
    public static bool IsState(ReadOnlySpan<byte> key) => !key.IsEmpty && key[0] < RecentHash;

    /// <summary>A key under a block number.</summary>
    public static byte[] Of(byte kind, long number, UInt256? nonce = null)
    {
        byte[] key = new byte[1 + sizeof(long) + (nonce is null ? 0 : UInt256.SizeBytes)];
        key[0] = kind;
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(1), number);
        nonce?.WriteBigEndian(key.AsSpan(1 + sizeof(long)));
        return key;
    }

    /// <summary>The block number of a key that has one.</summary>
    public static long NumberOf(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt64BigEndian(key[1..]);
}
