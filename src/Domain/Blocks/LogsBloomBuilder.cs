using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Domain.Blocks;

/// <summary>Makes the filters of a block's receipts and of the block: addresses and topics, most of which occur many times in a block, are
/// hashed once. Not thread-safe.</summary>
public sealed class LogsBloomBuilder(IHashFunction hash)
{
    private readonly Dictionary<Address, LogsBloomBits> _addresses = [];
    private readonly Dictionary<Hash256, LogsBloomBits> _topics = [];
    private readonly byte[] _whole = new byte[LogsBloom.SizeBytes];

    /// <summary>The filter of all logs seen so far.</summary>
    public LogsBloom Whole => LogsBloom.FromBytes(_whole);

    /// <summary>Writes the filter of some logs and adds them to <see cref="Whole"/>.</summary>
    /// <param name="logs">The logs of one receipt.</param>
    /// <param name="bloom">Receives the filter: <see cref="LogsBloom.SizeBytes"/> bytes.</param>
    public void Write(IReadOnlyList<LogEntry> logs, Span<byte> bloom)
    {
        bloom.Clear();
        foreach (LogEntry log in logs)
        {
            if (!_addresses.TryGetValue(log.Address, out LogsBloomBits bits))
            {
                bits = new LogsBloomBits(hash.Hash(log.Address.Bytes));
                _addresses.Add(log.Address, bits);
            }

            Set(bits, bloom);
            foreach (Hash256 topic in log.Topics)
            {
                if (!_topics.TryGetValue(topic, out bits))
                {
                    bits = new LogsBloomBits(hash.Hash(topic.Bytes));
                    _topics.Add(topic, bits);
                }

                Set(bits, bloom);
            }
        }
    }

    private void Set(in LogsBloomBits bits, Span<byte> bloom)
    {
        bits.Set(bloom);
        bits.Set(_whole);
    }
}
