using Ledger.Crypto;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Transactions;

namespace Ledger.Domain.Tests.Transactions;

/// <summary>The secp256k1 example of FISCO BCOS's documentation of <c>sendRawTransaction</c> (RC2 format).</summary>
public sealed class FiscoTransactionTests
{
    private const string Raw =
        "0xf8d3a003922ee720bb7445e3a914d8ab8f507d1a647296d563100e49548d83fd98865c8411e1a3008411e1a3008201f894d6c8a04b8826b0a3"
        + "7c6d4aa0eaa8644d8e35b79f80a466c9913900000000000000000000000000000000000000000000000000000000000000040101a466c9913900"
        + "000000000000000000000000000000000000000000000000000000000000041ba08e0d3fae10412c584c977721aeda88df932b2a019f084feda1"
        + "e0a42d199ea979a016c387f79eb85078be5db40abe1670b8b480a12c7eab719bedee212b7972f775";

    private static readonly CryptoSuite Suite = CryptoSuites.Secp256k1;

    [Fact]
    public void The_documented_transaction_is_understood()
    {
        Transaction transaction = Decode(Hex.Decode(Raw));
        Assert.Equal(TransactionKind.Fisco, transaction.Kind);
        Assert.Equal("0xe50ba1bfe517c0fcb0b376af27d49e2ad534ed57e8320e5a00a3d8124478a4d3", transaction.SigningHash.ToString());
        Assert.Equal("0x0accad4228274b0d78939f48149767883a6e99c95941baa950156e926f1c96ba", transaction.Hash.ToString());
        Assert.True(SenderRecovery.TryRecover(transaction, Suite.Signatures, out VerifiedTransaction? verified));
        Assert.Equal("0x148947262ec5e21739fe3a931c29e8b84ee34a0f", verified!.Sender.ToString());
        Assert.Equal(504UL, transaction.BlockLimit);
        Assert.Equal(300_000_000UL, transaction.GasLimit);
        Assert.Equal(1UL, transaction.ChainId);
        Assert.Equal(1UL, transaction.GroupId);
        Assert.Equal(transaction.Data.ToArray(), transaction.ExtraData.ToArray());
        Assert.Equal("0xd6c8a04b8826b0a37c6d4aa0eaa8644d8e35b79f", transaction.To.ToString());
    }

    /// <summary>The Node.js SDK sends one zero byte where the Python SDK sends nothing: both are in the hash.</summary>
    [Theory]
    [InlineData("0x00")]
    [InlineData("0x")]
    public void Extra_data_is_kept_byte_for_byte(string extraData)
    {
        UnsignedTransaction unsigned = Unsigned.Of(Decode(Hex.Decode(Raw))) with { ExtraData = Hex.Decode(extraData) };
        var signer = new Ledger.Crypto.Signatures.Secp256k1Signer(Hex.Decode(new string('1', 64)));
        Transaction transaction = Decode(TransactionSigner.Sign(unsigned, signer, Suite.Hash).Raw);
        Assert.Equal(extraData, Hex.Encode(transaction.ExtraData.Span));
    }

    [Fact]
    public void The_greatest_number_is_not_a_nonce()
    {
        byte[] raw = Hex.Decode(Raw);
        raw.AsSpan(3, 32).Fill(0xff);
        Assert.Equal(TransactionDecodeError.Malformed, TransactionCodec.TryDecode(raw, Suite.Hash, out _));
    }

    private static Transaction Decode(ReadOnlyMemory<byte> raw)
    {
        Assert.Equal(TransactionDecodeError.None, TransactionCodec.TryDecode(raw, Suite.Hash, out Transaction? transaction));
        return transaction!;
    }
}
