using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Tests.Encoding;
using Ledger.Domain.Transactions;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Transactions;

public sealed class TransactionCodecTests
{
    /// <summary>n, the group order of secp256k1.</summary>
    private const string GroupOrder = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

    /// <summary>n / 2 and n / 2 + 1.</summary>
    private const string HalfOrder = "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0";
    private const string AboveHalf = "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1";

    private const string Small = "0000000000000000000000000000000000000000000000000000000000000001";
    private const string Zero = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly IHashFunction Hash = CryptoSuites.Secp256k1.Hash;

    public static TheoryData<TransactionKind> Kinds =>
    [
        TransactionKind.Legacy, TransactionKind.AccessList, TransactionKind.DynamicFee, TransactionKind.SetCode,
        TransactionKind.Fisco,
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_the_signer_makes_the_codec_understands(TransactionKind kind) => SeededCases.Run(3_000, random =>
    {
        Transaction made = TransactionSigner.Sign(Generators.Transaction(random, kind), new ScriptedSigner(random), Hash);
        Assert.Equal(TransactionDecodeError.None, TransactionCodec.TryDecode(made.Raw, Hash, out Transaction? read));
        AssertEqual(made, read!);
    });

    [Fact]
    public void Many_are_decoded_as_one_after_another() => SeededCases.Run(200, random =>
    {
        ReadOnlyMemory<byte>[] raws = Generators.List(random, 20, source => random.Next(4) == 0
            ? (ReadOnlyMemory<byte>)Generators.Exactly(source, source.Next(100))
            : TransactionSigner.Sign(
                Generators.Transaction(source, source.GetItems([.. Kinds.Select(row => row.Data)], 1)[0]), new ScriptedSigner(source), Hash).Raw);
        DecodedTransaction[] decoded = TransactionCodec.DecodeEach(raws, Hash);
        bool all = TransactionCodec.TryDecodeAll(raws, Hash, out Transaction[] transactions, out TransactionDecodeError first);

        Assert.Equal(decoded.All(item => item.Error == TransactionDecodeError.None), all);
        Assert.Equal(all ? raws.Length : 0, transactions.Length);
        Assert.Equal(decoded.Select(item => item.Error).FirstOrDefault(error => error != TransactionDecodeError.None), first);
        for (int i = 0; i < raws.Length; i++)
        {
            Assert.Equal(TransactionCodec.TryDecode(raws[i], Hash, out Transaction? one), decoded[i].Error);
            Assert.Equal(one?.Hash, decoded[i].Transaction?.Hash);
            Assert.Equal(one?.SigningHash, decoded[i].Transaction?.SigningHash);
        }
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_signed_transaction_names_its_signer(TransactionKind kind) => SeededCases.Run(50, random =>
    {
        var signer = new Secp256k1Signer(Generators.Exactly(random, 32));
        Transaction made = TransactionSigner.Sign(Generators.Transaction(random, kind), signer, Hash);
        Assert.Equal(TransactionDecodeError.None, TransactionCodec.TryDecode(made.Raw, Hash, out Transaction? read));
        Assert.True(SenderRecovery.TryRecover(read!, CryptoSuites.Secp256k1.Signatures, out VerifiedTransaction? verified));
        Assert.Equal(signer.Address, verified!.Sender);
    });

    [Theory]
    [InlineData("0x", TransactionDecodeError.Empty)]
    [InlineData("0x00c0", TransactionDecodeError.UnsupportedType)]
    [InlineData("0x03c0", TransactionDecodeError.BlobsNotSupported)]
    [InlineData("0x04c0", TransactionDecodeError.Malformed)]
    [InlineData("0x05c0", TransactionDecodeError.UnsupportedType)]
    [InlineData("0x7fc0", TransactionDecodeError.UnsupportedType)]
    [InlineData("0x80", TransactionDecodeError.Malformed)]
    [InlineData("0x83010203", TransactionDecodeError.Malformed)]
    [InlineData("0xc0", TransactionDecodeError.Malformed)]
    [InlineData("0x01", TransactionDecodeError.Malformed)]
    [InlineData("0x02c0", TransactionDecodeError.Malformed)]
    [InlineData("0xca01010180808001010101", TransactionDecodeError.Malformed)]
    public void Bytes_that_are_no_transaction_are_named_as_what_they_are(string hex, TransactionDecodeError error)
    {
        Assert.Equal(error, TransactionCodec.TryDecode(Hex.Decode(hex), Hash, out Transaction? transaction));
        Assert.Null(transaction);
    }

    [Fact]
    public void A_transaction_above_the_size_limit_is_refused_before_it_is_read() => Assert.Equal(
        TransactionDecodeError.TooLarge,
        TransactionCodec.TryDecode(new byte[TransactionCodec.MaxSizeBytes + 1], Hash, out _));

    /// <summary>EIP-2: an s above n / 2 is the other form of the same signature.</summary>
    [Theory]
    [InlineData(Small, HalfOrder, TransactionDecodeError.None)]
    [InlineData(Small, AboveHalf, TransactionDecodeError.InvalidSignature)]
    [InlineData(GroupOrder, Small, TransactionDecodeError.InvalidSignature)]
    [InlineData(Zero, Small, TransactionDecodeError.InvalidSignature)]
    [InlineData(Small, Zero, TransactionDecodeError.InvalidSignature)]
    public void Signature_values_have_one_range_in_every_format(string r, string s, TransactionDecodeError error)
    {
        foreach (TransactionKind kind in Kinds.Select(row => row.Data))
        {
            Transaction template = TransactionSigner.Sign(
                Generators.Transaction(new Random(1), kind), new ScriptedSigner(new Random(1)), Hash)
                with
            { R = UInt256.Parse("0x" + r), S = UInt256.Parse("0x" + s) };
            Transaction made = TransactionSigner.Sign(Unsigned.Of(template), new ScriptedSigner(template), Hash);
            Assert.Equal(error, TransactionCodec.TryDecode(made.Raw, Hash, out _));
        }
    }

    [Theory]
    [InlineData(26, false)]
    [InlineData(27, true)]
    [InlineData(28, true)]
    [InlineData(29, false)]
    [InlineData(34, false)]
    [InlineData(35, true)]
    [InlineData(38, true)]
    public void The_v_of_a_legacy_transaction_is_27_28_or_at_least_35(int v, bool isTaken)
    {
        // [nonce 0, price 0, gas 0, no recipient, value 0, no data, v, r 1, s 1]
        byte[] raw = [0xc9, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, (byte)v, 0x01, 0x01];
        TransactionDecodeError error = TransactionCodec.TryDecode(raw, Hash, out Transaction? transaction);
        Assert.Equal(isTaken ? TransactionDecodeError.None : TransactionDecodeError.InvalidSignature, error);
        Assert.Equal(isTaken && v >= 35 ? (UInt256)(ulong)((v - 35) / 2) : null, transaction?.ChainId);
        Assert.Equal(isTaken ? (v - 27) % 2 : 0, transaction?.YParity ?? 0);
    }

    /// <summary>EIP-2681: the nonce is at most 2^64 - 2.</summary>
    [Theory]
    [InlineData("fffffffffffffffe", TransactionDecodeError.None)]
    [InlineData("ffffffffffffffff", TransactionDecodeError.Malformed)]
    public void An_Ethereum_nonce_leaves_room_for_the_next(string nonce, TransactionDecodeError error)
    {
        byte[] raw = [0xd1, 0x88, .. Hex.Decode(nonce), 0x80, 0x80, 0x80, 0x80, 0x80, 0x1b, 0x01, 0x01];
        Assert.Equal(error, TransactionCodec.TryDecode(raw, Hash, out _));
    }

    [Fact]
    public void Blob_transactions_are_not_signed() =>
        Assert.Throws<ArgumentException>(() => TransactionSigner.Sign(
            Generators.Transaction(new Random(1), TransactionKind.Blob), new ScriptedSigner(new Random(1)), Hash));

    [Fact]
    public void Only_a_legacy_transaction_may_lack_its_chain()
    {
        UnsignedTransaction unsigned =
            Generators.Transaction(new Random(1), TransactionKind.DynamicFee) with { ChainId = null };
        Assert.Throws<ArgumentException>(
            () => TransactionSigner.Sign(unsigned, new ScriptedSigner(new Random(1)), Hash));
    }

    private static void AssertEqual(Transaction made, Transaction read)
    {
        Assert.Equal(Comparable(made), Comparable(read));
        Assert.Equal(made.Raw.ToArray(), read.Raw.ToArray());
        Assert.Equal(made.Data.ToArray(), read.Data.ToArray());
        Assert.Equal(made.ExtraData.ToArray(), read.ExtraData.ToArray());
        Assert.Equal(made.AccessList.Count, read.AccessList.Count);
        foreach ((AccessListEntry left, AccessListEntry right) in made.AccessList.Zip(read.AccessList))
        {
            Assert.Equal(left.Address, right.Address);
            Assert.Equal(left.StorageKeys, right.StorageKeys);
        }

        Assert.Equal(made.AuthorizationList, read.AuthorizationList);
    }

    /// <summary>The transaction without the fields that compare by reference.</summary>
    private static Transaction Comparable(Transaction transaction) =>
        transaction with { Raw = default, Data = default, ExtraData = default, AccessList = [], AuthorizationList = [] };
}
