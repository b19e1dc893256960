using System.Text.Json;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Events;

public sealed class EventMappingTests
{
    private static readonly IHashFunction Hash = CryptoSuites.Secp256k1.Hash;

    [Fact]
    public void A_block_comes_back_from_its_stored_events_as_it_was() => SeededCases.Run(100, random =>
    {
        (Block block, BlockCertificate certificate) = MakeBlock(random, random.Next(5));
        LedgerEvent[] events = [.. EventMapping.ToEvents(block, certificate).Select(ThroughJson)];
        (Block read, BlockCertificate readCertificate) = EventMapping.ToBlock(
            [.. events.OfType<TransactionExecuted>()], Assert.IsType<BlockCommitted>(events[^1]), Hash);

        Assert.Equal(block.Hash, read.Hash);
        Assert.Equal(HeaderCodec.Encode(block.Header), HeaderCodec.Encode(read.Header));
        Assert.Equal(block.Transactions.Select(Show), read.Transactions.Select(Show));
        Assert.Equal(
            block.Receipts.Select(receipt => Hex.Encode(ReceiptCodec.Encode(receipt, block.Header.StateRoot, Hash))),
            read.Receipts.Select(receipt => Hex.Encode(ReceiptCodec.Encode(receipt, block.Header.StateRoot, Hash))));
        Assert.Equal(block.Receipts.Select(receipt => receipt.ContractAddress), read.Receipts.Select(receipt => receipt.ContractAddress));
        Assert.Equal(
            certificate.Seals.Select(seal => (seal.Sealer, Hex.Encode(seal.Signature.Span))),
            readCertificate.Seals.Select(seal => (seal.Sealer, Hex.Encode(seal.Signature.Span))));
    });

    [Fact]
    public void The_first_event_holds_the_genesis_and_its_block()
    {
        Genesis genesis = Generators.Genesis(new Random(1));
        (Block block, _) = GenesisBlock.Create(genesis, CryptoSuites.Secp256k1);
        var created = (GroupCreated)ThroughJson(EventMapping.ToEvent(genesis, block));
        Assert.Equal(
            block.Hash, GenesisBlock.Create(GenesisFile.Parse(created.Genesis), CryptoSuites.Secp256k1).Block.Hash);
        Assert.Equal(HeaderCodec.Encode(block.Header), HeaderCodec.Encode(EventMapping.ToHeader(created, Hash)));
    }

    public static TheoryData<string> Damages => [.. Damage.Keys];

    private static readonly Dictionary<string, Func<TransactionExecuted, BlockCommitted, (TransactionExecuted, BlockCommitted)>>
        Damage = new()
        {
            ["Raw is not hexadecimal"] = (executed, committed) => (executed with { Raw = "0xzz" }, committed),
            ["Raw is not a transaction"] = (executed, committed) => (executed with { Raw = "0xc0" }, committed),
            ["Raw is not hexadecimal, but nothing"] = (executed, committed) => (executed with { Raw = null! }, committed),
            ["Hash is not the hash of its bytes"] =
                (executed, committed) => (executed with { Hash = Hash256.Zero.ToString() }, committed),
            ["Sender is not an address"] = (executed, committed) => (executed with { Sender = "0x01" }, committed),
            ["Receipt is missing"] = (executed, committed) => (executed with { Receipt = null! }, committed),
            ["Status 77 is not a status"] =
                (executed, committed) => (executed with { Receipt = executed.Receipt with { Status = 77 } }, committed),
            ["GasUsed is negative"] =
                (executed, committed) => (executed with { Receipt = executed.Receipt with { GasUsed = -1 } }, committed),
            ["Output is not hexadecimal"] =
                (executed, committed) => (executed with { Receipt = executed.Receipt with { Output = "0x1" } }, committed),
            ["Transactions 2 is not the number of transactions"] =
                (executed, committed) => (executed, committed with { Transactions = 2 }),
            ["Transactions transaction 0 before it says"] = (executed, committed) => (executed with { Index = 1 }, committed),
            ["Header is not the encoding of a header"] = (executed, committed) => (executed, committed with { Header = "0xc0" }),
            ["Hash is not the hash of the header"] =
                (executed, committed) => (executed, committed with { Hash = Hash256.Zero.ToString() }),
            ["Number is not the header's"] = (executed, committed) => (
                executed with { Number = committed.Number + 1 }, committed with { Number = committed.Number + 1 }),
            ["Signature is not hexadecimal"] =
                (executed, committed) => (executed, committed with { Seals = [new CommittedSeal(0, "seal")] }),
            ["Seals is missing"] = (executed, committed) => (executed, committed with { Seals = null! }),
        };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_event_is_named(string problem)
    {
        (Block block, BlockCertificate certificate) = MakeBlock(new Random(3), 1);
        IReadOnlyList<LedgerEvent> events = EventMapping.ToEvents(block, certificate);
        (TransactionExecuted executed, BlockCommitted committed) =
            Damage[problem]((TransactionExecuted)events[0], (BlockCommitted)events[1]);
        CorruptEventException exception =
            Assert.Throws<CorruptEventException>(() => EventMapping.ToBlock([executed], committed, Hash));
        Assert.Contains(problem.Split(',')[0], exception.Message, StringComparison.Ordinal);
        Assert.Contains($"of block {committed.Number}", exception.Message, StringComparison.Ordinal);
    }

    private static (Block Block, BlockCertificate Certificate) MakeBlock(Random random, int count)
    {
        var signer = new Secp256k1Signer(Generators.Exactly(random, 32));
        TransactionKind[] kinds =
        [
            TransactionKind.Legacy, TransactionKind.AccessList, TransactionKind.DynamicFee, TransactionKind.SetCode,
            TransactionKind.Fisco,
        ];
        VerifiedTransaction[] transactions = [.. Enumerable.Range(0, count).Select(_ => new VerifiedTransaction(
            TransactionSigner.Sign(Generators.Transaction(random, kinds[random.Next(kinds.Length)]), signer, Hash), signer.Address))];
        BlockHeader header = Generators.Header(random) with { Number = random.Next(1, int.MaxValue) };
        var block = new Block(
            HeaderCodec.Hash(header, Hash), header, transactions, [.. transactions.Select(_ => Generators.Receipt(random))]);
        BlockSeal[] seals = [.. Enumerable.Range(0, 3).Select(i => new BlockSeal(i, Generators.Exactly(random, 65)))];
        return (block, new BlockCertificate(seals));
    }

    private static (Hash256, Address, string) Show(VerifiedTransaction transaction) =>
        (transaction.Hash, transaction.Sender, Hex.Encode(transaction.Transaction.Raw.Span));

    /// <summary>What the store does to an event.</summary>
    private static LedgerEvent ThroughJson(LedgerEvent @event) => (LedgerEvent)JsonSerializer.Deserialize(
        JsonSerializer.Serialize(@event, @event.GetType()), @event.GetType())!;
}
