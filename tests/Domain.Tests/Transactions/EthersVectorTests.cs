using System.Globalization;
using System.Text.Json;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Domain.Tests.Transactions;

/// <summary>Transactions made by ethers: decoded, their sender found, and signed again to the same bytes.</summary>
public sealed class EthersVectorTests
{
    private static readonly CryptoSuite Suite = CryptoSuites.Secp256k1;

    [Fact]
    public void Legacy_transactions_with_and_without_chain_id_are_understood_and_made()
    {
        JsonElement[] vectors = [.. VectorFiles.ReadCompressed("ethers-legacy.json.gz").EnumerateArray()];
        Assert.Equal(738, vectors.Length);
        foreach (JsonElement vector in vectors)
        {
            string key = Text(vector, "privateKey");
            string address = Text(vector, "accountAddress");
            Transaction plain = Check(
                Text(vector, "signedTransaction"), Text(vector, "unsignedTransaction"), key, address);
            Assert.Null(plain.ChainId);
            CheckFields(plain, vector);
            Transaction bound = Check(
                Text(vector, "signedTransactionChainId5"), Text(vector, "unsignedTransactionChainId5"), key, address);
            Assert.Equal((UInt256)5, bound.ChainId);
            CheckFields(bound, vector);
        }
    }

    [Fact]
    public void Typed_transactions_are_understood_and_made()
    {
        JsonElement[] vectors = [.. VectorFiles.ReadCompressed("ethers-typed.json.gz").EnumerateArray()];
        Assert.Equal(1300, vectors.Length);
        foreach (JsonElement vector in vectors)
        {
            Transaction transaction = Check(
                Text(vector, "signed"), Text(vector, "unsigned"), Text(vector, "key"), Text(vector, "address"));
            JsonElement fields = vector.GetProperty("tx");
            Assert.Equal(fields.GetProperty("type").GetInt32(), (int)transaction.Kind);
            Assert.Equal(Number(fields, "chainId"), transaction.ChainId);
            CheckFields(transaction, fields);
            CheckAccessList(transaction, fields);
        }
    }

    private static Transaction Check(string signed, string unsigned, string key, string address)
    {
        byte[] raw = Hex.Decode(signed);
        Assert.Equal(TransactionDecodeError.None, TransactionCodec.TryDecode(raw, Suite.Hash, out Transaction? transaction));
        Assert.Equal(Suite.Hash.Hash(raw), transaction!.Hash);
        Assert.Equal(Suite.Hash.Hash(Hex.Decode(unsigned)), transaction.SigningHash);
        Assert.True(SenderRecovery.TryRecover(transaction, Suite.Signatures, out VerifiedTransaction? verified));
        Assert.Equal(Address.Parse(address), verified!.Sender);
        var signer = new Secp256k1Signer(Hex.Decode(key));
        Assert.Equal(signed, Hex.Encode(TransactionSigner.Sign(Unsigned.Of(transaction), signer, Suite.Hash).Raw.Span));
        return transaction;
    }

    private static void CheckFields(Transaction transaction, JsonElement fields)
    {
        Assert.Equal(Number(fields, "nonce"), transaction.Nonce);
        Assert.Equal(Number(fields, "gasLimit"), transaction.GasLimit);
        Assert.Equal(Number(fields, "value"), transaction.Value);
        string price = transaction.Kind == TransactionKind.DynamicFee ? "maxFeePerGas" : "gasPrice";
        Assert.Equal(Number(fields, price), transaction.GasPrice);
        if (transaction.Kind == TransactionKind.DynamicFee)
        {
            Assert.Equal(Number(fields, "maxPriorityFeePerGas"), transaction.MaxPriorityFeePerGas);
        }

        string? to = fields.TryGetProperty("to", out JsonElement recipient) ? recipient.GetString() : null;
        Assert.Equal(string.IsNullOrEmpty(to) ? null : Address.Parse(to), transaction.To);
        string data = fields.TryGetProperty("data", out JsonElement bytes) ? bytes.GetString()! : "0x";
        Assert.Equal(data, Hex.Encode(transaction.Data.Span), ignoreCase: true);
    }

    private static void CheckAccessList(Transaction transaction, JsonElement fields)
    {
        JsonElement[] entries = fields.TryGetProperty("accessList", out JsonElement list) ? [.. list.EnumerateArray()] : [];
        Assert.Equal(entries.Length, transaction.AccessList.Count);
        for (int i = 0; i < entries.Length; i++)
        {
            Assert.Equal(Address.Parse(Text(entries[i], "address")), transaction.AccessList[i].Address);
            UInt256[] slots =
                [.. entries[i].GetProperty("storageKeys").EnumerateArray().Select(slot => UInt256.Parse(slot.GetString()!))];
            Assert.Equal(slots, transaction.AccessList[i].StorageKeys);
        }
    }

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;

    private static UInt256 Number(JsonElement fields, string name)
    {
        if (!fields.TryGetProperty(name, out JsonElement value))
        {
            return UInt256.Zero;
        }

        return value.ValueKind == JsonValueKind.Number
            ? value.GetUInt64()
            : value.GetString() is "0x" or "" ? UInt256.Zero : UInt256.Parse(value.GetString()!, CultureInfo.InvariantCulture);
    }
}
