using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;

namespace Ledger.Consensus.Raft;

/// <summary>The canonical RLP of consecutive entries, [[term, is a no-op, proposal], ...]: of messages and of the journal. Indexes follow from the
/// entry before the first.</summary>
internal static class EntryCodec
{
    public static void Write(RlpWriter writer, IReadOnlyList<RaftEntry> entries)
    {
        int list = writer.BeginList();
        foreach (RaftEntry entry in entries)
        {
            int item = writer.BeginList();
            writer.WriteInteger(entry.Term);
            writer.WriteInteger(entry.IsNoOp ? 1UL : 0UL);
            writer.WriteBytes(ProposalCodec.Encode(entry.Proposal));
            writer.EndList(item);
        }

        writer.EndList(list);
    }

    public static byte[] Encode(IReadOnlyList<RaftEntry> entries)
    {
        using var writer = new RlpWriter();
        Write(writer, entries);
        return writer.ToArray();
    }

    /// <summary>Decodes what <see cref="Encode"/> made; strict and total.</summary>
    public static RaftEntry[]? Decode(ReadOnlySpan<byte> bytes, long previousIndex, long previousTerm, IHashFunction hash)
    {
        var reader = new RlpReader(bytes);
        return Read(ref reader, previousIndex, previousTerm, hash) is RaftEntry[] entries && reader.IsAtEnd ? entries : null;
    }

    /// <summary>Reads entries. Terms never fall along a log, and heights go up by one with every entry that makes a block.</summary>
    public static RaftEntry[]? Read(ref RlpReader fields, long previousIndex, long previousTerm, IHashFunction hash)
    {
        if (!fields.TryReadList(out RlpReader items) || !items.TryCount(RaftLimits.EntriesMax, out int count))
        {
            return null;
        }

        var entries = new RaftEntry[count];
        long term = previousTerm;
        for (int i = 0; i < count; i++)
        {
            if (!items.TryReadList(out RlpReader item)
                || !RaftPayload.TryReadTerm(ref item, out long entryTerm)
                || entryTerm < term
                || !RaftPayload.TryReadFlag(ref item, out bool isNoOp)
                || CertificateCodec.ReadProposal(ref item) is not Proposal proposal
                || (isNoOp && proposal.Transactions.Count > 0)
                || proposal.Timestamp > MessageLimits.TimestampMaxMs
                || !item.IsAtEnd)
            {
                return null;
            }

            var entry = new RaftEntry(
                previousIndex + 1 + i, entryTerm, proposal, ProposalCodec.Digest(proposal, hash), isNoOp);
            if (i > 0 && !RaftLog.Continues(entries[i - 1].Number, entry))
            {
                return null;
            }

            entries[i] = entry;
            term = entryTerm;
        }

        return entries;
    }
}
