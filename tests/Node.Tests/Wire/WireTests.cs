using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Node.Ports;
using Ledger.Node.Snapshots;
using Ledger.Node.Wire;
using Ledger.Testing;

namespace Ledger.Node.Tests.Wire;

public sealed class WireTests
{
    [Fact]
    public void Every_message_between_nodes_survives_its_encoding()
    {
        SeededCases.Run(200, random =>
        {
            ReadOnlyMemory<byte>[] raws = [.. Enumerable.Range(0, random.Next(5))
                .Select(_ => (ReadOnlyMemory<byte>)Generators.Bytes(random, 100))];
            Assert.True(TransactionList.TryDecode(TransactionList.Encode(raws), out List<ReadOnlyMemory<byte>> decoded));
            Assert.Equal(raws.Select(raw => raw.ToArray()), decoded.Select(raw => raw.ToArray()));

            Hash256[] hashes = Generators.List(random, 5, Generators.Hash);
            Assert.True(HashList.TryDecode(HashList.Encode(hashes), out List<Hash256> readHashes));
            Assert.Equal(hashes, readHashes);

            var progress = new PeerProgress(Generators.NonNegative(random), Generators.Hash(random), 3);
            Assert.True(StatusMessage.TryDecode(StatusMessage.Encode(progress), out PeerProgress? readProgress));
            Assert.Equal(progress, readProgress);

            var request = new RangeRequestMessage(Generators.NonNegative(random), random.Next(1, 64));
            Assert.True(RangeRequestMessage.TryDecode(request.Encode(), WireLimits.BlocksMax, out RangeRequestMessage readRequest));
            Assert.Equal(request, readRequest);

            var block = new CertifiedBlock(
                Generators.Header(random),
                new BlockCertificate([new BlockSeal(1, Generators.Exactly(random, 65))]),
                raws);
            Assert.True(BlockResponseMessage.TryDecode(BlockResponseMessage.Encode([block]), out List<CertifiedBlock> blocks));
            Assert.Equal(HeaderCodec.Encode(block.Header), HeaderCodec.Encode(Assert.Single(blocks).Header));
            Assert.Equal(raws.Length, blocks[0].Transactions.Count);
            Assert.Equal(
                block.Certificate.Seals[0].Signature.ToArray(), blocks[0].Certificate.Seals[0].Signature.ToArray());
        });
    }

    [Fact]
    public void Damaged_messages_are_refused_without_an_exception()
    {
        byte[] whole = BlockResponseMessage.Encode([new CertifiedBlock(
            Generators.Header(new Random(7)),
            new BlockCertificate([new BlockSeal(0, new byte[65])]),
            [new byte[40]])]);
        SeededCases.Run(20_000, random =>
        {
            byte[] damaged = [.. whole];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            ReadOnlySpan<byte> cut = damaged.AsSpan(0, random.Next(damaged.Length + 1));
            BlockResponseMessage.TryDecode(cut, out List<CertifiedBlock> blocks);
            TransactionList.TryDecode(cut, out _);
            HashList.TryDecode(cut, out _);
            StatusMessage.TryDecode(cut, out _);
            RangeRequestMessage.TryDecode(cut, WireLimits.BlocksMax, out _);
            Assert.True(blocks.Count <= 1);
        });
    }

    [Fact]
    public void Damaged_parts_of_snapshots_are_refused_without_an_exception()
    {
        Random seed = new(8);
        byte[][] wholes =
        [
            new CertifiedSnapshot(
                new CertifiedBlock(Generators.Header(seed), new BlockCertificate([new BlockSeal(0, new byte[65])]), [new byte[7]]),
                [Generators.Hash(seed)],
                new BlockCertificate([new BlockSeal(1, new byte[65])])).Encode(),
            SnapshotChunk.Encode([new SnapshotRow(new byte[] { 1, 2 }, new byte[] { 3 }), new SnapshotRow(new byte[] { 1, 3 }, default)]),
            new SnapshotSealMessage(7, Generators.Hash(seed), new byte[65]).Encode(),
            new SnapshotResponseMessage(7, 1, new byte[40]).Encode(),
            new ProofResponseMessage(3, true, [new EpochProof(
                Generators.Header(seed),
                new BlockCertificate([new BlockSeal(1, new byte[65])]),
                [new StateWrite(StateKey.ForCode(Generators.Hash(seed)), new byte[] { 1 })])]).Encode(),
            new HeaderResponseMessage(7, [Generators.Header(seed)]).Encode(),
        ];
        SeededCases.Run(20_000, random =>
        {
            byte[] damaged = [.. wholes[random.Next(wholes.Length)]];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            ReadOnlySpan<byte> cut = damaged.AsSpan(0, random.Next(damaged.Length + 1));
            CertifiedSnapshot.TryDecode(cut, out _);
            SnapshotChunk.TryDecode(cut, out List<SnapshotRow> rows);
            SnapshotSealMessage.TryDecode(cut, out _);
            SnapshotRequestMessage.TryDecode(cut, out _);
            SnapshotResponseMessage.TryDecode(cut, out _);
            ProofRequestMessage.TryDecode(cut, out _);
            ProofResponseMessage.TryDecode(cut, out _);
            HeaderResponseMessage.TryDecode(cut, out _);
            ReadIndexMessage.TryDecode(cut, out _);
            Assert.True(rows.Count <= 2);
        });
    }

    [Theory]
    [InlineData(1L, null)]
    [InlineData(long.MaxValue, 0L)]
    [InlineData(7L, long.MaxValue)]
    public void A_read_index_travels_with_and_without_a_height(long id, long? number)
    {
        var sent = new ReadIndexMessage(id, number);
        Assert.True(ReadIndexMessage.TryDecode(sent.Encode(), out ReadIndexMessage received));
        Assert.Equal(sent, received);
        Assert.False(ReadIndexMessage.TryDecode([.. sent.Encode(), 0], out _));
    }

    [Fact]
    public void Rows_of_a_snapshot_that_are_not_in_order_are_refused()
    {
        SnapshotRow[] rows = [new SnapshotRow(new byte[] { 2 }, default), new SnapshotRow(new byte[] { 1 }, default)];
        Assert.False(SnapshotChunk.TryDecode(SnapshotChunk.Encode(rows), out _));
        Assert.False(SnapshotChunk.TryDecode(SnapshotChunk.Encode([rows[0], rows[0]]), out _));
        Assert.True(SnapshotChunk.TryDecode(SnapshotChunk.Encode([rows[1], rows[0]]), out _));
    }

    [Fact]
    public void A_request_for_more_blocks_than_allowed_is_refused()
    {
        Assert.False(RangeRequestMessage.TryDecode(new RangeRequestMessage(1, WireLimits.BlocksMax + 1).Encode(), WireLimits.BlocksMax, out _));
        Assert.False(RangeRequestMessage.TryDecode(new RangeRequestMessage(1, 0).Encode(), WireLimits.BlocksMax, out _));
    }
}
