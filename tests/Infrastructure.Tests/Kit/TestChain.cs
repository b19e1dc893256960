using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Node.Ports;
using Ledger.Testing;

namespace Ledger.Infrastructure.Tests.Kit;

/// <summary>Makes blocks that follow one another, with true hashes, roots and signatures of senders; equal seeds give equal chains.</summary>
public sealed class TestChain
{
    public static readonly CryptoSuite Suite = CryptoSuites.Secp256k1;

    public static readonly Hash256 TransferTopic = Suite.Hash.Hash("Transfer(address,address,uint256)"u8);

    private readonly Random _random;
    private readonly Secp256k1Signer[] _signers;
    private readonly Dictionary<Address, Account> _accounts = [];
    private BlockHeader _parent;
    private Hash256 _parentHash;

    public TestChain(int seed, long chainId = 7)
    {
        _random = new Random(seed);
        _signers = [.. Enumerable.Range(0, 5).Select(_ => new Secp256k1Signer(Generators.Exactly(_random, 32)))];
        Token = Generators.Address(_random);
        Genesis = new Genesis
        {
            ChainId = chainId,
            GroupId = 1,
            Timestamp = 1_700_000_000_000,
            Sealers = [.. Enumerable.Range(0, 4).Select(_ => Generators.NodeId(_random))],
            Allocations = _signers.ToDictionary(signer => signer.Address, _ => new UInt256(5, 7)),
        };
        (Block block, IReadOnlyList<StateWrite> writes) = GenesisBlock.Create(Genesis, Suite);
        GenesisFinal = new FinalBlock(block, BlockCertificate.None, writes);
        (_parent, _parentHash) = (block.Header, block.Hash);
        foreach (Secp256k1Signer signer in _signers)
        {
            _accounts[signer.Address] = new Account(0, new UInt256(5, 7), default);
        }
    }

    public Genesis Genesis { get; }

    public FinalBlock GenesisFinal { get; }

    /// <summary>The contract whose transfers the blocks hold.</summary>
    public Address Token { get; }

    public IReadOnlyList<Address> Senders => [.. _signers.Select(signer => signer.Address)];

    public FinalBlock[] NextMany(int blocks, int transactions) =>
        [.. Enumerable.Range(0, blocks).Select(_ => Next(transactions))];

    /// <summary>The next block, of token transfers with other kinds of transactions strewn in.</summary>
    public FinalBlock Next(int transactions, bool onlyTransfers = false)
    {
        StateDiff diff = new();
        List<VerifiedTransaction> ordered = [];
        List<Receipt> receipts = [];
        for (int i = 0; i < transactions; i++)
        {
            Secp256k1Signer signer = _signers[_random.Next(_signers.Length)];
            Transaction transaction = onlyTransfers ? Transfer(signer) : Draw(signer);
            ordered.Add(new VerifiedTransaction(transaction, signer.Address));
            receipts.Add(Execute(transaction, signer.Address, onlyTransfers, diff));
        }

        return Seal(ordered, receipts, WriteSet.FromDiff(diff));
    }

    private FinalBlock Seal(
        List<VerifiedTransaction> transactions, List<Receipt> receipts, IReadOnlyList<StateWrite> writes)
    {
        Hash256 dbHash = WriteSet.Root(writes, Suite.Hash);
        Hash256 stateRoot = WriteSet.NextStateRoot(_parent.StateRoot, dbHash, Suite.Hash);
        var header = new BlockHeader
        {
            ParentHash = _parentHash,
            StateRoot = stateRoot,
            TransactionsRoot = HashTree.Root([.. transactions.Select(t => t.Hash)], Suite.Hash),
            ReceiptsRoot = HashTree.Root([.. receipts.Select(r => ReceiptCodec.Hash(r, stateRoot, Suite.Hash))], Suite.Hash),
            DbHash = dbHash,
            LogsBloom = LogsBloom.Of([.. receipts.SelectMany(receipt => receipt.Logs)], Suite.Hash),
            Number = _parent.Number + 1,
            GasLimit = Genesis.BlockGasLimit,
            GasUsed = receipts.Sum(receipt => receipt.GasUsed),
            Timestamp = _parent.Timestamp + 1 + _random.Next(1000),
            ExtraData = [],
            Sealer = _random.Next(4),
            SealerList = Genesis.SealerSet().Members,
        };
        var block = new Block(HeaderCodec.Hash(header, Suite.Hash), header, transactions, receipts);
        BlockCertificate certificate = new(
            [.. Enumerable.Range(0, 3).Select(i => new BlockSeal(i, Generators.Exactly(_random, 65)))]);
        (_parent, _parentHash) = (header, block.Hash);
        return new FinalBlock(block, certificate, writes);
    }

    private Transaction Draw(Secp256k1Signer signer) => _random.Next(6) switch
    {
        0 => Sign(signer, TransactionKind.Fisco, Token, Generators.Exactly(_random, 40), UInt256.Zero),
        1 => Sign(signer, TransactionKind.Legacy, null, Generators.Exactly(_random, 90), UInt256.Zero),
        2 => Sign(signer, TransactionKind.DynamicFee, Senders[0], [], Generators.Number(_random)),
        _ => Transfer(signer),
    };

    private Transaction Transfer(Secp256k1Signer signer) =>
        Sign(signer, TransactionKind.Legacy, Token, Generators.Exactly(_random, 68), UInt256.Zero);

    private Transaction Sign(Secp256k1Signer signer, TransactionKind kind, Address? to, byte[] data, UInt256 value) =>
        TransactionSigner.Sign(
            new UnsignedTransaction
            {
                Kind = kind,
                ChainId = (ulong)Genesis.ChainId,
                Nonce = kind == TransactionKind.Fisco
                    ? UInt256.FromBigEndian(Generators.Exactly(_random, 32))
                    : _accounts[signer.Address].Nonce,
                GasLimit = 100_000,
                To = to,
                Data = data,
                Value = value,
                BlockLimit = 1000,
                GroupId = 1,
            },
            signer,
            Suite.Hash);

    private Receipt Execute(Transaction transaction, Address sender, bool succeeds, StateDiff diff)
    {
        Account account = _accounts[sender];
        _accounts[sender] = account with { Nonce = account.Nonce + 1 };
        diff.Accounts[sender] = _accounts[sender];
        long gas = 21_000 + _random.Next(30_000);
        if (!succeeds && _random.Next(8) == 0)
        {
            return new Receipt(TransactionStatus.Revert, gas, null, Generators.Exactly(_random, 36), [], 100_000 - gas);
        }

        if (transaction.IsCreation)
        {
            Address created = Generators.Address(_random);
            byte[] code = Generators.Exactly(_random, 50);
            diff.Code[Suite.Hash.Hash(code)] = code;
            diff.Accounts[created] = new Account(1, UInt256.Zero, Suite.Hash.Hash(code));
            return new Receipt(TransactionStatus.Success, gas, created, ReadOnlyMemory<byte>.Empty, [], 100_000 - gas);
        }

        if (transaction.To != Token)
        {
            return new Receipt(TransactionStatus.Success, gas, null, ReadOnlyMemory<byte>.Empty, [], 100_000 - gas);
        }

        Address receiver = _random.Next(2) == 0 ? Senders[_random.Next(5)] : Generators.Address(_random);
        diff.Storage[(Token, SlotOf(sender))] = Generators.Number(_random);
        diff.Storage[(Token, SlotOf(receiver))] = Generators.Number(_random);
        return new Receipt(
            TransactionStatus.Success, gas, null, new UInt256(1).ToBytes(), Logs(sender, receiver, succeeds), 100_000 - gas);
    }

    private LogEntry[] Logs(Address sender, Address receiver, bool onlyTransfer)
    {
        var transfer = new LogEntry(
            Token,
            [TransferTopic, Padded(sender), Padded(receiver)],
            new UInt256((ulong)_random.Next(1000), (ulong)_random.Next(3)).ToBytes());
        return onlyTransfer || _random.Next(3) > 0
            ? [transfer]
            : [transfer, new LogEntry(
                Senders[_random.Next(2)],
                Generators.List(_random, 4, random => Padded(Senders[random.Next(5)])),
                Generators.Bytes(_random, 100))];
    }

    private static UInt256 SlotOf(Address holder) => UInt256.FromBigEndian(Suite.Hash.Hash(holder.Bytes).Bytes);

    private static Hash256 Padded(Address address)
    {
        byte[] word = new byte[Hash256.SizeBytes];
        address.Bytes.CopyTo(word.AsSpan(Hash256.SizeBytes - Address.SizeBytes));
        return new Hash256(word);
    }
}

/// <summary>Short forms for tests.</summary>
internal static class WordBytes
{
    public static byte[] ToBytes(this UInt256 value)
    {
        byte[] bytes = new byte[UInt256.SizeBytes];
        value.WriteBigEndian(bytes);
        return bytes;
    }
}
