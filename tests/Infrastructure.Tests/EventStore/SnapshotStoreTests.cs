using System.Buffers.Binary;
using Ledger.Domain.Blocks;
using Ledger.Domain.Encoding;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Infrastructure.EventStore;
using Ledger.Infrastructure.ReadModels;
using Ledger.Infrastructure.Tests.Kit;
using Ledger.Node.Ports;
using Npgsql;

namespace Ledger.Infrastructure.Tests.EventStore;

/// <summary>A store that begins with a snapshot, beside the one that has every block.</summary>
public sealed class SnapshotStoreTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private const int Base = 5;

    private PostgresGroupStore Full { get; set; } = null!;

    private FinalBlock[] Blocks { get; set; } = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Full = Store;
        Blocks = Chain.NextMany(9, 12);
        await Full.Ledger.CommitAsync(Blocks, Cancellation);
        Database = await NewDatabaseAsync();
        Store = NewStore(Database);
    }

    [Fact]
    public async Task Nothing_of_a_snapshot_is_seen_until_all_of_it_is()
    {
        Assert.Equal(SnapshotLoading.Nothing, await Store.Loading.FindAsync(Cancellation));
        (List<SnapshotRow> rows, AdoptedSnapshot snapshot) = await SnapshotAsync();
        SnapshotLoading wanted = new(true, Base, Hash256.Parse(snapshot.State.Digest), 0);
        await Store.Loading.BeginAsync(wanted, Cancellation);
        await Store.Loading.AddAsync(0, rows[..20], Cancellation);
        await Store.Loading.AddAsync(0, rows[..20], Cancellation);
        Assert.Equal(wanted with { Chunks = 1 }, await Store.Loading.FindAsync(Cancellation));
        Assert.Equal("0 0 0", await CountsAsync("state_versions", "blocks", "mt_events"));
        Assert.Equal("0", (await RowsAsync("select count(*) from audit.accounts"))[0]);

        // The process died; the next one goes on.
        await Store.DisposeAsync();
        Store = NewStore(Database);
        Assert.Equal(wanted with { Chunks = 1 }, await Store.Loading.FindAsync(Cancellation));
        await Store.Loading.AddAsync(1, rows[20..], Cancellation);
        StateKey key = Key(rows[3]);
        Assert.Equal(rows[3].Value.ToArray(), (await Store.Loading.ReadAsync([key], Cancellation))[0].ToArray());
        await Store.Loading.AdoptAsync(Chain.Genesis, Chain.GenesisFinal, snapshot, Cancellation);
        await Store.Loading.AdoptAsync(Chain.Genesis, Chain.GenesisFinal, snapshot, Cancellation);
        Assert.False((await Store.Loading.FindAsync(Cancellation)).IsEmpty);
        Assert.Equal("0 0 2 2", await CountsAsync("snapshot_loading", "snapshot_loading_rows", "blocks", "mt_events"));
        await Assert.ThrowsAsync<LedgerStoreException>(() => Store.Loading.BeginAsync(wanted, Cancellation));
    }

    [Fact]
    public async Task Another_snapshot_begins_anew_and_a_full_chain_forgets_what_was_loaded()
    {
        (List<SnapshotRow> rows, AdoptedSnapshot snapshot) = await SnapshotAsync();
        await Store.Loading.FindAsync(Cancellation);
        await Store.Loading.BeginAsync(new SnapshotLoading(true, 3, default, 0), Cancellation);
        await Store.Loading.AddAsync(0, rows, Cancellation);
        await Store.Loading.BeginAsync(new SnapshotLoading(true, Base, Hash256.Parse(snapshot.State.Digest), 0), Cancellation);
        Assert.Equal(0, (await Store.Loading.FindAsync(Cancellation)).Chunks);
        await Store.Loading.AddAsync(0, rows, Cancellation);
        await Store.Ledger.OpenAsync(Chain.Genesis, Chain.GenesisFinal, Cancellation);
        Assert.Null(Store.Ledger.Base);
        Assert.Equal("0 0", await CountsAsync("snapshot_loading", "snapshot_loading_rows"));
        await Store.Ledger.CommitAsync(Blocks, Cancellation);
    }

    [Fact]
    public async Task It_opens_takes_the_next_blocks_and_opens_again()
    {
        ChainHead head = await AdoptAsync();
        Assert.Equal((Base, Blocks[Base - 1].Block.Hash), (head.Number, head.Hash));
        Assert.Equal(Base, Store.Ledger.Base!.Number);
        Assert.Equal(3, Store.Ledger.Base.Signers.Count);
        await Store.Ledger.CommitAsync(Blocks[Base..], Cancellation);
        Assert.Equal(9, (await ReopenAsync()).Number);
        Assert.Equal(Base, Store.Ledger.Base!.Number);
        Assert.Equal(await Full.Blocks.TotalsAsync(Cancellation), await Store.Blocks.TotalsAsync(Cancellation));
        Assert.Equal(
            (await Full.Blocks.FindAsync(Base, Cancellation))!.TransactionHashes,
            (await Store.Blocks.FindAsync(Base, Cancellation))!.TransactionHashes);
        Assert.Equal(
            await Full.Ledger.ReadBlockHashesAsync(8, 256, Cancellation),
            await Store.Ledger.ReadBlockHashesAsync(8, 256, Cancellation));
        Assert.Equal(
            (await Full.Ledger.ReadFiscoNoncesAsync(2, 8, Cancellation)).ToHashSet(),
            (await Store.Ledger.ReadFiscoNoncesAsync(2, 8, Cancellation)).ToHashSet());
        for (long number = Base; number <= 9; number++)
        {
            IReadOnlyList<SnapshotRow> expected = await Full.Snapshots.ReadStateAsync(default, number, 10_000, Cancellation);
            IReadOnlyList<SnapshotRow> actual = await Store.Snapshots.ReadStateAsync(default, number, 10_000, Cancellation);
            Assert.Equal(expected.Select(Text), actual.Select(Text));
        }
    }

    [Fact]
    public async Task What_it_does_not_hold_it_refuses_with_words()
    {
        await AdoptAsync();
        await Store.Ledger.CommitAsync(Blocks[Base..], Cancellation);
        StateNotKeptException refused = await Assert.ThrowsAsync<StateNotKeptException>(
            () => Store.State.LoadAsync([StateKey.ForAccount(Chain.Token)], Base - 1, Cancellation));
        Assert.Equal("This node started from a snapshot at block 5; the state of block 4 is not kept here. Ask another node.", refused.Message);
        Assert.Empty(await Store.Ledger.ReadBlocksAsync(Base, 9, 1 << 20, Cancellation));
        Assert.Equal(Base + 1, (await Store.Ledger.ReadBlocksAsync(Base + 1, 1, 1 << 20, Cancellation))[0].Header.Number);
        Assert.Null(await Store.Ledger.FindHeaderAsync(3, Cancellation));
        Assert.Equal(2, (await Store.Ledger.FindHeaderAsync(2, Cancellation))!.Number);
        Assert.Empty(await Store.Proofs.ReadHeadersAsync(3, 4, Cancellation));
        Assert.Equal([5L, 6L], (await Store.Proofs.ReadHeadersAsync(5, 2, Cancellation)).Select(header => header.Number));

        string holder = Chain.Senders[0].ToString();
        Assert.Equal(
            await RowsAsync($"select audit.balance('{holder}')"), await RowsAsync($"select audit.balance('{holder}', 9)"));
        PostgresException below = await Assert.ThrowsAsync<PostgresException>(() => RowsAsync($"select audit.balance('{holder}', 4)"));
        Assert.Contains("started from a snapshot at block 5", below.MessageText, StringComparison.Ordinal);
        PostgresException logs = await Assert.ThrowsAsync<PostgresException>(
            () => RowsAsync($"select audit.token_balance('{Chain.Token}', '{holder}')"));
        Assert.Contains("logs up to it are not kept", logs.MessageText, StringComparison.Ordinal);
        Assert.Equal(
            $"1 5 {Blocks[Base - 1].Block.Hash} 3",
            (await RowsAsync("select group_id, block_number, hash, cardinality(signers) from audit.snapshots"))[0]);
        Assert.Equal(["0", "5", "6", "7", "8", "9"], await RowsAsync("select block_number from audit.blocks order by 1"));
    }

    [Fact]
    public async Task Its_read_models_follow_from_its_events()
    {
        await AdoptAsync();
        await Store.Ledger.CommitAsync(Blocks[Base..], Cancellation);
        RebuildReport report = await Store.Rebuilder.CompareAsync(0, long.MaxValue, repair: false, Cancellation);
        Assert.True(report.IsEqual, string.Join(' ', report.Differences));
        Assert.Equal(9, report.ToBlock);
        Assert.True((await Store.Rebuilder.CompareAsync(7, 8, repair: false, Cancellation)).IsEqual);
        await ExecuteAsync("update blocks set transactions_total = 1 where number = 5");
        Assert.Equal(
            [new RowDifference("blocks", Base)],
            (await Store.Rebuilder.CompareAsync(0, 9, repair: true, Cancellation)).Differences);
        Assert.True((await Store.Rebuilder.CompareAsync(0, 9, repair: false, Cancellation)).IsEqual);
    }

    [Theory]
    [InlineData("update snapshot_base set digest = sha256('other')")]
    [InlineData("update mt_events set data = jsonb_set(data, '{Hash}', '\"0x00\"') where type = 'snapshot_adopted'")]
    [InlineData("update blocks set hash = sha256('other') where number = 5")]
    public async Task A_beginning_that_was_altered_is_refused(string damage)
    {
        await AdoptAsync();
        Assert.Equal(1, await ExecuteAsync(damage));
        LedgerStoreException refused = await Assert.ThrowsAsync<LedgerStoreException>(ReopenAsync);
        Assert.Equal(StoreFault.NotWhole, refused.Fault);
    }

    [Fact]
    public async Task Blocks_that_decided_on_epochs_are_kept_with_all_that_they_wrote()
    {
        await AdoptAsync();
        Assert.Equal([2L], (await Store.Proofs.ReadProofsAsync(0, 9, 9, 1 << 20, Cancellation)).Select(proof => proof.Header.Number));
        StateWrite record = new(StateKey.ForAccount(GovernanceRecord.SystemConfigAddress), new byte[] { 1 });
        await Store.Ledger.CommitAsync(
            [
                Blocks[Base] with { Writes = [record, .. Blocks[Base].Writes.Where(write => write.Key > record.Key)] },
                Blocks[Base + 1] with { DecidesEpoch = true },
                Blocks[Base + 2],
            ],
            Cancellation);
        IReadOnlyList<EpochProof> proofs = await Store.Proofs.ReadProofsAsync(2, 9, 9, 1 << 20, Cancellation);
        Assert.Equal([6L, 7L], proofs.Select(proof => proof.Header.Number));
        Assert.Equal(record.Key, proofs[0].Writes[0].Key);
        Assert.Equal(1 + Blocks[Base].Writes.Count(write => write.Key > record.Key), proofs[0].Writes.Count);
        Assert.Empty(proofs[1].Writes);
        Assert.Equal([6L], (await Store.Proofs.ReadProofsAsync(2, 9, 9, 1, Cancellation)).Select(proof => proof.Header.Number));
    }

    private static string Text(SnapshotRow row) => $"{Convert.ToHexString(row.Key.Span)} {Convert.ToHexString(row.Value.Span)}";

    private static StateKey Key(SnapshotRow row) => StateKey.TryRead(row.Key.Span, out StateKey key) ? key : default;

    private async Task<ChainHead> AdoptAsync()
    {
        (List<SnapshotRow> rows, AdoptedSnapshot snapshot) = await SnapshotAsync();
        await Store.Loading.FindAsync(Cancellation);
        await Store.Loading.BeginAsync(
            new SnapshotLoading(true, Base, Hash256.Parse(snapshot.State.Digest), 0), Cancellation);
        await Store.Loading.AddAsync(0, rows, Cancellation);
        await Store.Loading.AdoptAsync(Chain.Genesis, Chain.GenesisFinal, snapshot, Cancellation);
        return await Store.Ledger.OpenAsync(Chain.Genesis, Chain.GenesisFinal, Cancellation);
    }

    private async Task<string> CountsAsync(params string[] tables)
    {
        var counts = new List<long>();
        foreach (string table in tables)
        {
            counts.Add(await ScalarAsync<long>($"select count(*) from {table}"));
        }

        return string.Join(' ', counts);
    }

    /// <summary>The rows that the full store gives, and what a joining node would have checked about them.</summary>
    private async Task<(List<SnapshotRow> Rows, AdoptedSnapshot Snapshot)> SnapshotAsync()
    {
        List<SnapshotRow> rows = [.. await Full.Snapshots.ReadStateAsync(default, Base, 10_000, Cancellation)];
        IReadOnlyList<Hash256> hashes = await Full.Ledger.ReadBlockHashesAsync(Base, 256, Cancellation);
        rows.AddRange(hashes.Select((hash, number) => new SnapshotRow(RowKey(240, number), hash.ToArray())));
        rows.AddRange((await Full.Ledger.ReadFiscoNoncesAsync(0, Base, Cancellation))
            .Select(used => new SnapshotRow((byte[])[.. RowKey(241, used.Number), .. used.Nonce.ToBytes()], default)));
        AdoptedTotals totals = await Full.Snapshots.ReadTotalsAsync(Base, Cancellation);
        rows.Add(new SnapshotRow(new byte[] { 242 }, (byte[])[.. RowKey(0, totals.Transactions)[1..], .. RowKey(0, totals.Failed)[1..]]));
        rows.Add(new SnapshotRow(RowKey(243, 2), HeaderCodec.Encode(Blocks[1].Block.Header)));
        FinalBlock final = Blocks[Base - 1];
        var block = new CertifiedBlock(
            final.Block.Header, final.Certificate, [.. final.Block.Transactions.Select(item => item.Transaction.Raw)]);
        var state = new AdoptedState(
            TestChain.TransferTopic.ToString(),
            2,
            TestChain.TransferTopic.ToString(),
            [.. final.Certificate.Seals.Select(seal => final.Block.Header.SealerList[seal.Sealer].ToString())],
            [.. final.Certificate.Seals.Select(seal => new CommittedSeal(seal.Sealer, Hex.Encode(seal.Signature.Span)))],
            null);
        return (rows, new AdoptedSnapshot(
            block,
            final.Block.Hash,
            [.. final.Block.Transactions.Select(item => item.Hash)],
            state,
            [new EpochProof(Blocks[1].Block.Header, Blocks[1].Certificate, [])]));
    }

    private static byte[] RowKey(byte kind, long number)
    {
        byte[] key = new byte[9];
        key[0] = kind;
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(1), number);
        return key;
    }
}
