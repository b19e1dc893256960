using Ledger.Crypto.Hashing;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.EvmConformance.Tries;

namespace Ledger.EvmConformance.StateTests;

/// <summary>The two digests by which a state test is judged.</summary>
internal static class Digests
{
    private static readonly Hash256 EmptyCodeHash = Keccak256.Hash([]);

    /// <summary>Ethereum's state root (Yellow Paper, section 4.1).</summary>
    public static Hash256 StateRoot(WorldState state) => MerklePatriciaTrie.Root(state.Accounts.Select(
        entry => (Keccak256.Hash(entry.Key.Bytes).ToArray(), Encode(entry.Value, StorageRoot(state.StorageOf(entry.Key))))));

    /// <summary>The hash of the list of logs.</summary>
    public static Hash256 Logs(IReadOnlyList<LogEntry> logs)
    {
        using var writer = new RlpWriter();
        int list = writer.BeginList();
        foreach (LogEntry log in logs)
        {
            int entry = writer.BeginList();
            writer.WriteBytes(log.Address.Bytes);
            int topics = writer.BeginList();
            foreach (Hash256 topic in log.Topics)
            {
                writer.WriteBytes(topic.Bytes);
            }

            writer.EndList(topics);
            writer.WriteBytes(log.Data.Span);
            writer.EndList(entry);
        }

        writer.EndList(list);
        return Keccak256.Hash(writer.WrittenSpan);
    }

    private static Hash256 StorageRoot(IReadOnlyDictionary<UInt256, UInt256> slots) => MerklePatriciaTrie.Root(
        slots.Select(entry => (HashSlot(entry.Key), Encode(entry.Value))));

    private static byte[] HashSlot(in UInt256 slot)
    {
        Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
        slot.WriteBigEndian(bytes);
        return Keccak256.Hash(bytes).ToArray();
    }

    private static byte[] Encode(in UInt256 value)
    {
        using var writer = new RlpWriter();
        writer.WriteInteger(value);
        return writer.WrittenSpan.ToArray();
    }

    private static byte[] Encode(in Account account, in Hash256 storageRoot)
    {
        using var writer = new RlpWriter();
        int list = writer.BeginList();
        writer.WriteInteger(account.Nonce);
        writer.WriteInteger(account.Balance);
        writer.WriteBytes(storageRoot.Bytes);
        writer.WriteBytes((account.HasCode ? account.CodeHash : EmptyCodeHash).Bytes);
        writer.EndList(list);
        return writer.WrittenSpan.ToArray();
    }
}
