using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>FISCO BCOS's 8-field receipt encoding (version 2.9 and later).</summary>
/// <remarks>The fields are the block's state root, gas used, contract address (zero when none was created), bloom of the logs,
/// status, output, remaining gas, and logs of [address, [topic, ...], data].</remarks>
public static class ReceiptCodec
{
    // How many are hashed together: enough to fill every lane (IHashFunction.HashEach), and a buffer that stays in the cache.
    private const int HashedTogether = 64;
    private const int SizeMinBytes = 512;

    /// <summary>Encodes a receipt in the block whose state root is given.</summary>
    public static byte[] Encode(Receipt receipt, in Hash256 stateRoot, IHashFunction hash)
    {
        using RlpWriter writer = new(SizeMinBytes + receipt.Output.Length);
        Write(writer, receipt, stateRoot, new LogsBloomBuilder(hash));
        return writer.ToArray();
    }

    /// <summary>The receipt's hash: a leaf of the receipts root.</summary>
    public static Hash256 Hash(Receipt receipt, in Hash256 stateRoot, IHashFunction hash)
    {
        using RlpWriter writer = new(SizeMinBytes + receipt.Output.Length);
        Write(writer, receipt, stateRoot, new LogsBloomBuilder(hash));
        return hash.Hash(writer.WrittenSpan);
    }

    /// <summary>The hashes of a block's receipts, the leaves of the receipts root.</summary>
    /// <param name="receipts">The receipts.</param>
    /// <param name="stateRoot">The block's state root.</param>
    /// <param name="hash">The chain's hash function.</param>
    /// <param name="bloom">The filter of all their logs.</param>
    public static Hash256[] HashEach(
        IReadOnlyList<Receipt> receipts, in Hash256 stateRoot, IHashFunction hash, out LogsBloom bloom)
    {
        var blooms = new LogsBloomBuilder(hash);
        var hashes = new Hash256[receipts.Count];
        Span<int> ends = stackalloc int[HashedTogether];
        using RlpWriter writer = new(HashedTogether * SizeMinBytes);
        for (int first = 0; first < hashes.Length; first += HashedTogether)
        {
            int count = Math.Min(HashedTogether, hashes.Length - first);
            writer.Clear();
            for (int i = 0; i < count; i++)
            {
                Write(writer, receipts[first + i], stateRoot, blooms);
                ends[i] = writer.Length;
            }

            hash.HashEach(writer.WrittenSpan, ends[..count], hashes.AsSpan(first, count));
        }

        bloom = blooms.Whole;
        return hashes;
    }

    private static void Write(RlpWriter writer, Receipt receipt, in Hash256 stateRoot, LogsBloomBuilder blooms)
    {
        Span<byte> bloom = stackalloc byte[LogsBloom.SizeBytes];
        blooms.Write(receipt.Logs, bloom);
        int list = writer.BeginList();
        writer.WriteBytes(stateRoot.Bytes);
        writer.WriteInteger(receipt.GasUsed);
        writer.WriteBytes((receipt.ContractAddress ?? Address.Zero).Bytes);
        writer.WriteBytes(bloom);
        writer.WriteInteger((long)receipt.Status);
        writer.WriteBytes(receipt.Output.Span);
        writer.WriteInteger(receipt.RemainingGas);
        int logs = writer.BeginList();
        foreach (LogEntry log in receipt.Logs)
        {
            Write(writer, log);
        }

        writer.EndList(logs);
        writer.EndList(list);
    }

    private static void Write(RlpWriter writer, LogEntry log)
    {
        int list = writer.BeginList();
        writer.WriteBytes(log.Address.Bytes);
        int topics = writer.BeginList();
        foreach (Hash256 topic in log.Topics)
        {
            writer.WriteBytes(topic.Bytes);
        }

        writer.EndList(topics);
        writer.WriteBytes(log.Data.Span);
        writer.EndList(list);
    }
}
