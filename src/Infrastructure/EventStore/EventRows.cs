using Ledger.Domain.Blocks;
using Ledger.Domain.Encoding;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Infrastructure.Copying;

namespace Ledger.Infrastructure.EventStore;

/// <summary>The rows of <c>mt_events</c> that one commit adds to the ledger stream.</summary>
internal sealed class EventRows(CopyBuffer rows, DateTimeOffset now, long position, long version) : IDisposable
{
    private readonly EventJsonWriter _json = new();

    /// <summary>Every column of Marten's table that the ledger fills; <c>bdata</c> stays null.</summary>
    public static CopyTable Table { get; } = new(
        "mt_events",
        "seq_id", "id", "stream_id", "version", "data", "type", "timestamp", "tenant_id", "mt_dotnet_type", "is_archived");

    /// <summary>Position of the last row.</summary>
    public long Position { get; private set; } = position;

    /// <summary>Stream version of the last row.</summary>
    public long Version { get; private set; } = version;

    public void AddGroupCreated(Genesis genesis, Block block)
    {
        Start();
        _json.Write(rows, EventMapping.ToEvent(genesis, block), EventJsonContext.Default.GroupCreated);
        End(EventType.GroupCreated);
    }

    public void AddSnapshotAdopted(SnapshotAdopted adopted)
    {
        Start();
        _json.Write(rows, adopted, EventJsonContext.Default.SnapshotAdopted);
        End(EventType.SnapshotAdopted);
    }

    public void AddBlock(Block block, BlockCertificate certificate, ReadOnlySpan<byte> header)
    {
        for (int i = 0; i < block.Transactions.Count; i++)
        {
            Start();
            _json.Write(rows, block.Number, i, block.Transactions[i], block.Receipts[i]);
            End(EventType.TransactionExecuted);
        }

        CommittedSeal[] seals =
            [.. certificate.Seals.Select(seal => new CommittedSeal(seal.Sealer, Hex.Encode(seal.Signature.Span)))];
        var fact = new BlockCommitted(
            block.Number, block.Hash.ToString(), Hex.Encode(header), block.Transactions.Count, seals);
        Start();
        _json.Write(rows, fact, EventJsonContext.Default.BlockCommitted);
        End(EventType.BlockCommitted);
    }

    public void Dispose() => _json.Dispose();

    private void Start()
    {
        rows.StartRow((short)Table.Columns.Count);
        rows.Write(++Position);
        rows.Write(Guid.CreateVersion7(now));
        rows.Write("ledger"u8);
        rows.Write(++Version);
    }

    private void End(EventType type)
    {
        rows.Write(type.Alias);
        rows.Write(now);
        rows.Write("*DEFAULT*"u8);
        rows.Write(type.DotNetType);
        rows.Write(false);
    }
}
