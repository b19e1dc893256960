using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Tests.Encoding;
using Ledger.Domain.Transactions;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Transactions;

/// <summary>EIP-7702's bytes: the list, what an authority signs, and who it is.</summary>
public sealed class SetCodeTransactionTests
{
    private const string Vectors = "eest/py/prague/eip7702_set_code_tx/";

    private static readonly CryptoSuite Suite = CryptoSuites.Secp256k1;

    public static TheoryData<string, byte[]> TuplesOfWrongForm => new()
    {
        { "five items", Tuple("01", "94" + Target, "80", "80", "01") },
        { "seven items", Tuple("01", "94" + Target, "80", "80", "01", "01", "01") },
        { "an address of 19 bytes", Tuple("01", "93" + Target[2..], "80", "80", "01", "01") },
        { "no address", Tuple("01", "80", "80", "80", "01", "01") },
        { "a chain id with a leading zero", Tuple("820001", "94" + Target, "80", "80", "01", "01") },
        { "a zero nonce that is a byte", Tuple("01", "94" + Target, "00", "80", "01", "01") },
        { "a nonce of 9 bytes", Tuple("01", "94" + Target, "89010000000000000000", "80", "01", "01") },
        { "a parity above a byte", Tuple("01", "94" + Target, "80", "820100", "01", "01") },
        { "an r of 33 bytes", Tuple("01", "94" + Target, "80", "80", "a1" + new string('1', 66), "01") },
        { "a list where a number belongs", Tuple("c0", "94" + Target, "80", "80", "01", "01") },
        { "a string where the tuple belongs", [0x83, 0x01, 0x02, 0x03] },
    };

    private const string Target = "1111111111111111111111111111111111111111";

    [Fact]
    public void A_signed_authorization_names_its_authority() => SeededCases.Run(50, random =>
    {
        var authority = new Secp256k1Signer(Generators.Exactly(random, 32));
        Authorization signed = AuthorizationSigner.Sign(
            Generators.Number(random), Generators.Address(random), (ulong)Generators.NonNegative(random), authority, Suite.Hash);
        Assert.Equal(authority.Address, AuthorityRecovery.Recover(signed, Suite.Signatures));
        Assert.NotEqual(
            authority.Address, AuthorityRecovery.Recover(signed with { YParity = (byte)(signed.YParity ^ 1) }, Suite.Signatures));
        Assert.Null(AuthorityRecovery.Recover(signed with { YParity = 27 }, Suite.Signatures));
        Assert.Null(AuthorityRecovery.Recover(signed with { S = UInt256.MaxValue - signed.S }, Suite.Signatures));
    });

    [Fact]
    public void What_an_authority_signs_is_five_and_the_list_of_chain_address_and_nonce()
    {
        byte[] signed = [0x05, 0xd9, 0x82, 0x4e, 0xe8, 0x94, .. Hex.Decode("0x" + Target), 0x07];
        Assert.Equal(
            Suite.Hash.Hash(signed), AuthorizationCodec.SigningHash(20_200, Address.Parse("0x" + Target), 7, Suite.Hash));
    }

    [Theory]
    [MemberData(nameof(TuplesOfWrongForm))]
    public void A_tuple_of_another_form_is_no_transaction(string why, byte[] tuple)
    {
        TransactionDecodeError error = TransactionCodec.TryDecode(WithTuple(tuple), Suite.Hash, out _);
        Assert.True(error == TransactionDecodeError.Malformed, $"{why}: {error}");
    }

    /// <summary>A signature that cannot be true makes a tuple that execution passes over, not a malformed transaction.</summary>
    [Theory]
    [InlineData("80", "80", "80")]
    [InlineData("81ff", "01", "01")]
    [InlineData("80", "a0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "01")]
    public void A_tuple_of_sound_form_is_read_whatever_its_signature(string parity, string r, string s)
    {
        byte[] raw = WithTuple(Tuple("80", "94" + Target, "88ffffffffffffffff", parity, r, s));
        Assert.Equal(TransactionDecodeError.None, TransactionCodec.TryDecode(raw, Suite.Hash, out Transaction? transaction));
        Authorization read = Assert.Single(transaction!.AuthorizationList);
        Assert.Equal(ulong.MaxValue, read.Nonce);
        Assert.Equal(UInt256.Zero, read.ChainId);
        Assert.Null(AuthorityRecovery.Recover(read, Suite.Signatures));
    }

    /// <summary>The transactions of execution-spec-tests with the fields and the signers that they name.</summary>
    [Fact]
    public void Published_transactions_have_the_authorizations_and_the_authorities_that_they_name()
    {
        Assert.SkipWhen(TestData.Folder is null, "The conformance data is not on this machine.");
        int transactions = 0;
        int signers = 0;
        foreach ((byte[] raw, JsonElement fields) in ReadVectors())
        {
            Assert.Equal(TransactionDecodeError.None, TransactionCodec.TryDecode(raw, Suite.Hash, out Transaction? transaction));
            Assert.Equal(TransactionKind.SetCode, transaction!.Kind);
            Assert.True(SenderRecovery.TryRecover(transaction, Suite.Signatures, out VerifiedTransaction? verified));
            Assert.Equal(fields.GetProperty("sender").GetString(), verified!.Sender.ToString());
            Assert.Equal(raw, TransactionSigner.Sign(Unsigned.Of(transaction), new ScriptedSigner(transaction), Suite.Hash).Raw.ToArray());
            JsonElement[] tuples = [.. fields.GetProperty("authorizationList").EnumerateArray()];
            Assert.Equal(tuples.Length, transaction.AuthorizationList.Count);
            for (int i = 0; i < tuples.Length; i++)
            {
                signers += CheckTuple(tuples[i], transaction.AuthorizationList[i]);
            }

            transactions++;
        }

        Assert.Equal((189, 215), (transactions, signers));
    }

    private static int CheckTuple(JsonElement expected, Authorization tuple)
    {
        Assert.Equal(Number(expected, "chainId"), tuple.ChainId);
        Assert.Equal(expected.GetProperty("address").GetString(), tuple.Address.ToString());
        Assert.Equal(Number(expected, "nonce"), (UInt256)tuple.Nonce);
        Assert.Equal(Number(expected, "yParity"), (UInt256)(ulong)tuple.YParity);
        Assert.Equal(Number(expected, "r"), tuple.R);
        Assert.Equal(Number(expected, "s"), tuple.S);
        bool isSigned = expected.TryGetProperty("signer", out JsonElement signer);
        if (isSigned && AuthorityRecovery.Recover(tuple, Suite.Signatures) is Address authority)
        {
            Assert.Equal(signer.GetString(), authority.ToString());
            return 1;
        }

        return 0;
    }

    private static UInt256 Number(JsonElement fields, string name) => UInt256.Parse(fields.GetProperty(name).GetString()!);

    private static IEnumerable<(byte[] Raw, JsonElement Fields)> ReadVectors()
    {
        using FileStream file = File.OpenRead(TestData.Locate("evm", "statetests", "eest.tar.gz"));
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry() is TarEntry entry)
        {
            if (entry.DataStream is not Stream stream || !entry.Name.StartsWith(Vectors, StringComparison.Ordinal))
            {
                continue;
            }

            using var document = JsonDocument.Parse(stream);
            foreach (JsonElement test in document.RootElement.EnumerateObject().Select(test => test.Value))
            {
                JsonElement fields = test.GetProperty("transaction");
                foreach (JsonElement post in test.GetProperty("post").EnumerateObject().SelectMany(post => post.Value.EnumerateArray()))
                {
                    byte[] raw = Hex.Decode(post.GetProperty("txbytes").GetString()!);
                    if (raw[0] == (byte)TransactionKind.SetCode)
                    {
                        yield return (raw, fields);
                    }
                }
            }
        }
    }

    private static byte[] Tuple(params ReadOnlySpan<string> items)
    {
        byte[] content = Hex.Decode("0x" + string.Concat(items));
        return [.. Header(content.Length), .. content];
    }

    /// <summary>A set-code transaction whose list has one tuple.</summary>
    private static byte[] WithTuple(byte[] tuple)
    {
        byte[] content =
        [
            0x01, 0x80, 0x80, 0x80, 0x80, 0x94, .. Hex.Decode("0x" + Target), 0x80, 0x80, 0xc0,
            .. Header(tuple.Length), .. tuple, 0x80, 0x01, 0x01,
        ];
        return [(byte)TransactionKind.SetCode, .. Header(content.Length), .. content];
    }

    private static byte[] Header(int contentBytes)
    {
        byte[] header = new byte[RlpWriter.ListHeaderBytes(contentBytes)];
        RlpWriter.WriteListHeader(header, contentBytes);
        return header;
    }
}
