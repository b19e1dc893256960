using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Blocks;

/// <summary>The canonical RLP of proposals, [number, timestamp, sealer, [transaction hash, ...], draw]: what the votes are about.</summary>
/// <remarks>The draw is left out when it is empty.</remarks>
public static class ProposalCodec
{
    /// <summary>The most transactions that a proposal may name.</summary>
    public const int TransactionsMax = 65_536;

    /// <summary>The longest draw in bytes.</summary>
    public const int DrawSizeBytesMax = 256;

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
            && TryReadDraw(ref fields, out byte[] draw)
            && fields.IsAtEnd)
        {
            proposal = new Proposal(number, timestamp, sealer, transactions) { Draw = draw };
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
        var writer = new RlpWriter(32 + proposal.Draw.Length + (HashItemBytes * proposal.Transactions.Count));
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
        if (!proposal.Draw.IsEmpty)
        {
            writer.WriteBytes(proposal.Draw.Span);
        }

        writer.EndList(list);
        return writer;
    }

    private static bool TryReadDraw(ref RlpReader fields, out byte[] draw)
    {
        draw = [];
        if (fields.IsAtEnd)
        {
            return true;
        }

        if (!fields.TryReadBytes(out ReadOnlySpan<byte> bytes) || bytes.Length is 0 or > DrawSizeBytesMax)
        {
            return false;
        }

        draw = bytes.ToArray();
        return true;
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
