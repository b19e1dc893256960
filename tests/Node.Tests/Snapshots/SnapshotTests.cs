using Ledger.Consensus;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Node.Snapshots;
using Ledger.Node.Tests.Cluster;
using Ledger.Node.Wire;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Node.Tests.Snapshots;

/// <summary>State snapshots: the same on all nodes, signed by a quorum, given to peers with proof.</summary>
public sealed class SnapshotTests
{
    private static readonly ISigner Alice = TestAccounts.Signer(101);
    private static readonly Address Bob = TestAccounts.Signer(102).Address;

    private ulong _nonce;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quorum_certifies_a_snapshot_and_gives_it_out_chunk_by_chunk_with_proof()
    {
        await using LocalCluster cluster = await StartAsync();
        var client = new SnapshotClient(cluster.Network, TestAccounts.Signer(5));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task listening = cluster.Network.RunAsync(client.Id, client, stop.Token);
        await MakeBlocksAsync(cluster, 5);

        CertifiedSnapshot snapshot = await CertifiedAsync(cluster, client, member: 1);
        SealerSet sealers = cluster.Genesis.SealerSet();
        GroupIdentity group = new(cluster.Genesis.ChainId, 1, cluster.Store(0).Blocks[0].Block.Hash);
        Assert.True(snapshot.IsProven(group, sealers, TestAccounts.Suite));
        Assert.False(snapshot.IsProven(group with { GroupId = 2 }, sealers, TestAccounts.Suite));
        CertifiedSnapshot altered = snapshot with { Chunks = [.. snapshot.Chunks, default] };
        Assert.False(altered.IsProven(group, sealers, TestAccounts.Suite));

        var rows = new List<SnapshotRow>();
        for (int chunk = 0; chunk < snapshot.Chunks.Count; chunk++)
        {
            SnapshotResponseMessage part =
                await client.AskAsync(cluster.IdOf(2), snapshot.Header.Number, chunk + 1, Token);
            Assert.Equal(snapshot.Chunks[chunk], TestAccounts.Suite.Hash.Hash(part.Bytes.Span));
            Assert.True(SnapshotChunk.TryDecode(part.Bytes.Span, out List<SnapshotRow> some));
            rows.AddRange(some);
        }

        Assert.True((await client.AskAsync(cluster.IdOf(2), snapshot.Header.Number, snapshot.Chunks.Count + 1, Token)).Bytes.IsEmpty);
        Assert.True((await client.AskAsync(cluster.IdOf(2), snapshot.Header.Number + 1, 0, Token)).Bytes.IsEmpty);
        IReadOnlyList<SnapshotRow> state = await cluster.Store(0).ReadStateAsync(default, snapshot.Header.Number, int.MaxValue, Token);
        Assert.Equal(
            state.Select(row => Convert.ToHexString(row.Key.Span)),
            rows.Where(row => row.Key.Span[0] < 240).Select(row => Convert.ToHexString(row.Key.Span)));
        Assert.Equal(
            cluster.Store(0).Blocks.Take((int)snapshot.Header.Number + 1).Select(block => block.Block.Hash),
            rows.Where(row => row.Key.Span[0] == 240).Select(row => new Hash256(row.Value.Span)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    [Fact]
    public async Task A_node_whose_stored_state_was_altered_stops_when_the_others_have_signed_theirs()
    {
        await using LocalCluster cluster = await StartAsync(snapshotBlocks: 3);
        await MakeBlocksAsync(cluster, 1);
        cluster.Store(3).Alter(StateKey.ForAccount(TestAccounts.Signer(140).Address), [1, 2, 3]);
        await MakeBlocksAsync(cluster, 2);
        while (cluster[3].Status.HaltReason is null)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Contains("altered or damaged", cluster[3].Status.HaltReason, StringComparison.Ordinal);
        Assert.Null(cluster[0].Status.HaltReason);
    }

    [Fact]
    public async Task A_signature_that_is_not_its_senders_is_a_breach_of_the_protocol()
    {
        await using LocalCluster cluster = await StartAsync();
        var client = new SnapshotClient(cluster.Network, TestAccounts.Signer(5));
        client.Tell(cluster.IdOf(0), new SnapshotSealMessage(2, default, TestAccounts.Signer(4).Sign(default)));
        while (cluster.Network.Breaches.IsEmpty)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Contains((cluster.IdOf(0), client.Id), cluster.Network.Breaches);
    }

    [Fact]
    public async Task Chunks_are_cut_alike_whoever_reads_them_and_wherever_reading_begins()
    {
        Random random = new(5);
        var store = new InMemoryLedgerStore();
        Genesis genesis = TestAccounts.Genesis(1);
        (Block block, IReadOnlyList<StateWrite> writes) = GenesisBlock.Create(genesis, TestAccounts.Suite);
        StateWrite[] codes = [.. Enumerable.Range(0, 200).Select(_ => new StateWrite(
            StateKey.ForCode(Generators.Hash(random)), Generators.Exactly(random, 20_000)))];
        await store.OpenAsync(genesis, new FinalBlock(block, BlockCertificate.None, [.. writes, .. codes]), Token);
        var reader = new SnapshotReader(store, store, store, genesis);

        var first = new List<string>();
        var starts = new List<ReadOnlyMemory<byte>>();
        for (ReadOnlyMemory<byte> after = default; await reader.ReadChunkAsync(0, after, Token) is { Count: > 0 } rows; after = rows[^1].Key)
        {
            first.Add(Convert.ToHexString(SnapshotChunk.Encode(rows)));
            starts.Add(after);
        }

        Assert.Equal(4, first.Count);
        for (int chunk = first.Count - 1; chunk >= 0; chunk--)
        {
            Assert.Equal(first[chunk], Convert.ToHexString(SnapshotChunk.Encode(await reader.ReadChunkAsync(0, starts[chunk], Token))));
        }
    }

    [Fact]
    public async Task The_window_of_nonces_as_of_the_height_is_part_of_a_snapshot()
    {
        await using LocalCluster cluster = await StartAsync();
        Transaction transfer = TestAccounts.FiscoTransfer(Alice, 4711, Bob, blockLimit: 100);
        await SubmitAsync(cluster, transfer);
        await MakeBlocksAsync(cluster, 1);
        var reader = new SnapshotReader(cluster.Store(0), cluster.Store(0), cluster.Store(0), cluster.Genesis);
        List<SnapshotRow> at = await reader.ReadChunkAsync(1, default, Token);
        List<SnapshotRow> before = await reader.ReadChunkAsync(0, default, Token);
        SnapshotRow nonce = Assert.Single(at, row => row.Key.Span[0] == 241);
        Assert.Equal((UInt256)4711, UInt256.FromBigEndian(nonce.Key.Span[9..]));
        Assert.DoesNotContain(before, row => row.Key.Span[0] == 241);
    }

    private static async Task<CertifiedSnapshot> CertifiedAsync(LocalCluster cluster, SnapshotClient client, int member)
    {
        while (true)
        {
            SnapshotResponseMessage answer = await client.AskAsync(cluster.IdOf(member), 0, 0, Token);
            if (answer.Number >= 4)
            {
                Assert.True(CertifiedSnapshot.TryDecode(answer.Bytes.Span, out CertifiedSnapshot? snapshot));
                SnapshotResponseMessage other = await client.AskAsync(cluster.IdOf(2), 0, 0, Token);
                if (other.Number == answer.Number)
                {
                    return snapshot!;
                }
            }
        }
    }

    private static Task<LocalCluster> StartAsync(int snapshotBlocks = 2) =>
        LocalCluster.StartAsync(4, 0, genesis => genesis with
        {
            SnapshotBlocks = snapshotBlocks,
            Observers = [TestAccounts.Signer(5).Id],
        });

    private async Task MakeBlocksAsync(LocalCluster cluster, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await SubmitAsync(cluster, TestAccounts.Transfer(TestAccounts.Signer(120), _nonce++, Bob));
        }
    }

    private static async Task SubmitAsync(LocalCluster cluster, Transaction transaction)
    {
        ReadOnlyMemory<byte>[] raws = [transaction.Raw];
        SubmitResult result = (await cluster[0].Intake.SubmitAsync(raws, Token))[0];
        Assert.True(result.IsAccepted, result.Detail);
        for (int member = 0; member < 4; member++)
        {
            await cluster.WaitForTransactionAsync(member, transaction.Hash);
        }
    }
}
