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
    /// <summary>Encodes a receipt in the block whose state root is given.</summary>
    public static byte[] Encode(Receipt receipt, in Hash256 stateRoot, IHashFunction hash)
    {
        using RlpWriter writer = Write(receipt, stateRoot, hash);
        return writer.ToArray();
    }

    /// <summary>The receipt's hash: a leaf of the receipts root.</summary>
    public static Hash256 Hash(Receipt receipt, in Hash256 stateRoot, IHashFunction hash)
    {
        using RlpWriter writer = Write(receipt, stateRoot, hash);
        return hash.Hash(writer.WrittenSpan);
    }

    private static RlpWriter Write(Receipt receipt, in Hash256 stateRoot, IHashFunction hash)
    {
        var writer = new RlpWriter(512 + receipt.Output.Length);
        int list = writer.BeginList();
        writer.WriteBytes(stateRoot.Bytes);
        writer.WriteInteger(receipt.GasUsed);
        writer.WriteBytes((receipt.ContractAddress ?? Address.Zero).Bytes);
        writer.WriteBytes(LogsBloom.Of(receipt.Logs, hash).Bytes);
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
        return writer;
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
