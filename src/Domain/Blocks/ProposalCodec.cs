using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Blocks;

/// <summary>The canonical RLP of proposals, [number, timestamp, sealer, [transaction hash, ...]]: what the votes are about.</summary>
public static class ProposalCodec
{
    /// <summary>The most transactions that a proposal may name.</summary>
    public const int TransactionsMax = 65_536;

    private const int HashItemBytes = 1 + Hash256.SizeBytes;

    /// <summary>Encodes a proposal.</summary>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public static byte[] Encode(Proposal proposal)
    {
        using RlpWriter writer = Write(proposal);
        return writer.ToArray();
    }

    /// <summary>Decodes a proposal; strict and total.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Proposal? proposal)
    {
        var reader = new RlpReader(bytes);
        if (reader.TryReadOnlyList(out RlpReader fields)
            && fields.TryReadInt64(out long number)
            && fields.TryReadInt64(out long timestamp)
            && fields.TryReadInt32(out int sealer)
            && TryReadHashes(ref fields, out Hash256[] transactions)
            && fields.IsAtEnd)
        {
            proposal = new Proposal(number, timestamp, sealer, transactions);
            return true;
        }

        proposal = null;
        return false;
    }

    /// <summary>The name of a proposal: the hash of its encoding.</summary>
    public static Hash256 Digest(Proposal proposal, IHashFunction hash)
    {
        using RlpWriter writer = Write(proposal);
        return hash.Hash(writer.WrittenSpan);
    }

    private static RlpWriter Write(Proposal proposal)
    {
        var writer = new RlpWriter(32 + (HashItemBytes * proposal.Transactions.Count));
        int list = writer.BeginList();
        writer.WriteInteger(proposal.Number);
        writer.WriteInteger(proposal.Timestamp);
        writer.WriteInteger(proposal.Sealer);
        int hashes = writer.BeginList();
        foreach (Hash256 transaction in proposal.Transactions)
        {
            writer.WriteBytes(transaction.Bytes);
        }

        writer.EndList(hashes);
        writer.EndList(list);
        return writer;
    }

    private static bool TryReadHashes(ref RlpReader fields, out Hash256[] transactions)
    {
        transactions = [];
        if (!fields.TryReadList(out RlpReader items)
            || items.RemainingBytes % HashItemBytes != 0
            || items.RemainingBytes / HashItemBytes > TransactionsMax)
        {
            return false;
        }

        transactions = new Hash256[items.RemainingBytes / HashItemBytes];
        for (int i = 0; i < transactions.Length; i++)
        {
            if (!items.TryReadHash(out transactions[i]))
            {
                return false;
            }
        }

        return true;
    }
}
