using Ledger.Crypto.Signatures;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;
using Ledger.Testing;

namespace Ledger.Node.Tests.Pool;

public sealed class SenderCacheTests
{
    private readonly ISigner _alice = TestAccounts.Signer(101);
    private readonly ISigner _bob = TestAccounts.Signer(102);
    private readonly CountingSignatures _signatures = new(TestAccounts.Suite.Signatures);
    private readonly SenderCache _cache;

    public SenderCacheTests() => _cache = new SenderCache(new BatchSenderRecovery(_signatures, 1));

    [Fact]
    public void A_sender_is_recovered_once()
    {
        Transaction[] first = [Transfer(_alice, 0), Transfer(_bob, 0)];
        Transaction[] second = [Transfer(_bob, 1), .. first.Select(Again), Transfer(_alice, 1)];
        _cache.Recover(first);
        VerifiedTransaction?[] verified = _cache.Recover(second);

        Assert.Equal([_bob.Address, _alice.Address, _bob.Address, _alice.Address], verified.Select(item => item!.Sender));
        for (int i = 0; i < second.Length; i++)
        {
            Assert.Same(second[i], verified[i]!.Transaction);
        }

        Assert.Equal(4, _signatures.Count);
    }

    [Fact]
    public void What_nobody_signed_is_not_remembered_as_signed()
    {
        Transaction broken = Transfer(_alice, 0) with { R = UInt256.Zero };

        Assert.Null(Assert.Single(_cache.Recover([broken])));
        Assert.Null(Assert.Single(_cache.Recover([broken])));
        Assert.Equal(_alice.Address, Assert.Single(_cache.Recover([Transfer(_alice, 1)]))!.Sender);
    }

    [Fact]
    public void Authorizations_are_recovered_each_time()
    {
        var request = new UnsignedTransaction
        {
            Kind = TransactionKind.SetCode,
            ChainId = 1,
            Nonce = 0,
            GasLimit = 100_000,
            To = _bob.Address,
            AuthorizationList = [AuthorizedBy(_bob)],
        };
        Transaction transaction = TransactionSigner.Sign(request, _alice, TestAccounts.Suite.Hash);
        VerifiedTransaction? first = _cache.Recover([transaction])[0];
        VerifiedTransaction? second = _cache.Recover([transaction])[0];

        Assert.Equal(_bob.Address, Assert.Single(first!.Authorities!));
        Assert.Equal(_bob.Address, Assert.Single(second!.Authorities!));
    }

    [Fact]
    public void The_oldest_are_forgotten_and_recovered_again()
    {
        var cache = new SenderCache(new BatchSenderRecovery(new FixedSender(_bob.Address, _signatures), 1));
        Transaction template = Transfer(_alice, 0);
        Transaction[] many = [.. Enumerable.Range(0, SenderCache.SendersMax + 1).Select(i => template with { Hash = Numbered(i) })];
        cache.Recover(many);
        int before = _signatures.Count;
        cache.Recover([many[^1]]);
        Assert.Equal(before, _signatures.Count);
        cache.Recover([many[0]]);
        Assert.Equal(before + 1, _signatures.Count);
    }

    private static Transaction Transfer(ISigner sender, ulong nonce) => TestAccounts.Transfer(sender, nonce, TestAccounts.Signer(103).Address);

    private static Transaction Again(Transaction transaction)
    {
        Assert.Equal(TransactionDecodeError.None, TransactionCodec.TryDecode(transaction.Raw, TestAccounts.Suite.Hash, out Transaction? again));
        return again!;
    }

    private static Authorization AuthorizedBy(ISigner signer)
    {
        Hash256 digest = AuthorizationCodec.SigningHash(1, TestAccounts.Signer(104).Address, 0, TestAccounts.Suite.Hash);
        byte[] seal = signer.Sign(digest);
        return new Authorization
        {
            ChainId = 1,
            Address = TestAccounts.Signer(104).Address,
            Nonce = 0,
            YParity = seal[64],
            R = UInt256.FromBigEndian(seal.AsSpan(0, 32)),
            S = UInt256.FromBigEndian(seal.AsSpan(32, 32)),
            SigningHash = digest,
        };
    }

    private static Hash256 Numbered(int number) => new([.. new byte[28], .. BitConverter.GetBytes(number)]);

    private sealed class CountingSignatures(ISignatureScheme inner) : ISignatureScheme
    {
        public int Count { get; set; }

        public int SignatureSizeBytes => inner.SignatureSizeBytes;

        public bool Verify(in NodeId signer, in Hash256 digest, ReadOnlySpan<byte> signature) => inner.Verify(signer, digest, signature);

        public bool TryRecover(in Hash256 digest, ReadOnlySpan<byte> signature, out Address signer)
        {
            Count++;
            return inner.TryRecover(digest, signature, out signer);
        }
    }

    private sealed class FixedSender(Address sender, CountingSignatures counter) : ISignatureScheme
    {
        public int SignatureSizeBytes => counter.SignatureSizeBytes;

        public bool Verify(in NodeId signer, in Hash256 digest, ReadOnlySpan<byte> signature) => true;

        public bool TryRecover(in Hash256 digest, ReadOnlySpan<byte> signature, out Address signer)
        {
            counter.Count++;
            signer = sender;
            return true;
        }
    }
}
