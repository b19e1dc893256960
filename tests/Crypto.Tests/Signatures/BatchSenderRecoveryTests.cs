using System.Text.Json;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Crypto.Tests.Signatures;

public sealed class BatchSenderRecoveryTests
{
    private readonly BatchSenderRecovery _recovery = new(CryptoSuites.Secp256k1.Signatures);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(71)]
    [InlineData(500)]
    public void Senders_come_back_in_the_order_of_the_transactions(int count)
    {
        Secp256k1Signer[] signers = [.. Enumerable.Range(1, 5).Select(i => SignerOf((byte)i))];
        Transaction[] transactions = [.. Enumerable.Range(0, count).Select(i => Signed(signers[i % 5], i))];

        VerifiedTransaction?[] verified = _recovery.Recover(transactions);

        Assert.Equal(count, verified.Length);
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(signers[i % 5].Address, verified[i]?.Sender);
            Assert.Same(transactions[i], verified[i]?.Transaction);
        }
    }

    [Fact]
    public void One_broken_signature_leaves_its_neighbours_alone()
    {
        Secp256k1Signer signer = SignerOf(1);
        Transaction[] transactions = [.. Enumerable.Range(0, 40).Select(i => Signed(signer, i))];
        transactions[17] = transactions[17] with { R = UInt256.Zero };
        transactions[18] = transactions[18] with { S = UInt256.MaxValue };
        transactions[19] = transactions[19] with { YParity = 2 };

        VerifiedTransaction?[] verified = _recovery.Recover(transactions);

        for (int i = 0; i < verified.Length; i++)
        {
            Assert.Equal(i is 17 or 18 or 19, verified[i] is null);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 2)]
    [InlineData(40, 1)]
    [InlineData(12, 30)]
    [InlineData(2, 2000)]
    public void Authorities_come_back_in_the_order_of_each_transactions_list(int transactions, int tuples)
    {
        Secp256k1Signer[] signers = [.. Enumerable.Range(1, 5).Select(i => SignerOf((byte)i))];
        Transaction[] signed = [.. Enumerable.Range(0, transactions).Select(i => Signed(signers[0], i) with
        {
            AuthorizationList = [.. Enumerable.Range(0, i % 3 == 2 ? 0 : tuples).Select(j => Authorize(signers[(i + j) % 5], (ulong)j))],
        })];

        VerifiedTransaction?[] verified = _recovery.Recover(signed);

        for (int i = 0; i < transactions; i++)
        {
            Address?[]? expected = i % 3 == 2 ? null
                : [.. Enumerable.Range(0, tuples).Select(j => (Address?)signers[(i + j) % 5].Address)];
            Assert.Equal(expected, verified[i]?.Authorities);
        }
    }

    [Fact]
    public void A_tuple_that_nobody_signed_has_no_authority_and_leaves_its_neighbours_alone()
    {
        Secp256k1Signer signer = SignerOf(1);
        Authorization sound = Authorize(signer, 0);
        Transaction transaction = Signed(signer, 0) with
        {
            AuthorizationList = [sound, sound with { R = UInt256.Zero }, sound with { YParity = 2 }, sound with { S = UInt256.MaxValue }, sound],
        };

        Address?[] expected = [signer.Address, null, null, null, signer.Address];
        Assert.Equal(expected, _recovery.Recover(transaction)?.Authorities);
        Assert.Null(_recovery.Recover(transaction with { R = UInt256.Zero }));
    }

    [Fact]
    public void Signed_ethereum_transactions_of_the_vectors_give_their_accounts()
    {
        JsonElement file = VectorFile.Load("evm", "vectors", "tx", "ethers-legacy.json.gz");
        foreach (JsonElement vector in file.EnumerateArray())
        {
            TransactionDecodeError error = TransactionCodec.TryDecode(
                vector.Bytes("signedTransactionChainId5"), CryptoSuites.Secp256k1.Hash, out Transaction? transaction);

            Assert.Equal(TransactionDecodeError.None, error);
            Assert.Equal(vector.Text("accountAddress"), _recovery.Recover(transaction!)?.Sender.ToString());
        }
    }

    [Fact]
    public void A_scheme_whose_seals_allow_no_recovery_is_refused() =>
        Assert.Throws<ArgumentException>(() => new BatchSenderRecovery(new SchemeWithKeysInSeals()));

    private static Authorization Authorize(Secp256k1Signer authority, ulong nonce) =>
        AuthorizationSigner.Sign(7, Address.Zero, nonce, authority, CryptoSuites.Secp256k1.Hash);

    private static Secp256k1Signer SignerOf(byte last) => new([.. new byte[31], last]);

    private static Transaction Signed(Secp256k1Signer signer, int nonce)
    {
        Hash256 digest = CryptoSuites.Secp256k1.Hash.Hash(BitConverter.GetBytes(nonce));
        byte[] seal = signer.Sign(digest);
        return new Transaction
        {
            Kind = TransactionKind.DynamicFee,
            Raw = ReadOnlyMemory<byte>.Empty,
            Hash = digest,
            SigningHash = digest,
            Nonce = (ulong)nonce,
            GasPrice = UInt256.Zero,
            MaxPriorityFeePerGas = UInt256.Zero,
            GasLimit = 21_000,
            Value = UInt256.Zero,
            Data = ReadOnlyMemory<byte>.Empty,
            V = seal[64],
            R = UInt256.FromBigEndian(seal.AsSpan(0, 32)),
            S = UInt256.FromBigEndian(seal.AsSpan(32, 32)),
            YParity = seal[64],
        };
    }

    private sealed class SchemeWithKeysInSeals : ISignatureScheme
    {
        public int SignatureSizeBytes => 128;

        public bool Verify(in NodeId signer, in Hash256 digest, ReadOnlySpan<byte> signature) => false;

        public bool TryRecover(in Hash256 digest, ReadOnlySpan<byte> signature, out Address signer)
        {
            signer = Address.Zero;
            return false;
        }
    }
}
