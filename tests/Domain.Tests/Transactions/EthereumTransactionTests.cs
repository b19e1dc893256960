using System.Text.Json;
using Ledger.Crypto;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Domain.Tests.Transactions;

/// <summary>The TransactionTests of ethereum/tests, by the expectation of the latest fork up to Cancun that a test has.</summary>
public sealed class EthereumTransactionTests
{
    private static readonly CryptoSuite Suite = CryptoSuites.Secp256k1;

    private static readonly string[] Forks =
        ["Cancun", "Shanghai", "Paris", "London", "Berlin", "Istanbul", "Byzantium", "Homestead", "Frontier"];

    /// <summary>Refusals that need the chain, the fork or the price of gas: the pool and the EVM decide them, and their own tests
    /// hold them.</summary>
    private static readonly string[] DecidedElsewhere =
    [
        "TransactionException.INTRINSIC_GAS_TOO_LOW",
        "TransactionException.GASLIMIT_OVERFLOW",
        "TransactionException.GASLIMIT_PRICE_PRODUCT_OVERFLOW",
        "TransactionException.PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS_2",
    ];

    [Fact]
    public void Ethereum_vectors_are_decided_as_they_say()
    {
        int valid = 0;
        int refused = 0;
        int elsewhere = 0;
        foreach ((string name, string bytes, JsonElement expected) in Vectors())
        {
            string? exception = expected.TryGetProperty("exception", out JsonElement text) ? text.GetString() : null;
            if (exception is null)
            {
                CheckValid(name, bytes, expected);
                valid++;
            }
            else if (IsRefused(bytes, exception))
            {
                refused++;
            }
            else
            {
                Assert.True(DecidedElsewhere.Contains(exception), $"{name} was taken, though {exception}.");
                elsewhere++;
            }
        }

        Assert.Equal((33, 100, 7), (valid, refused, elsewhere));
    }

    private static void CheckValid(string name, string bytes, JsonElement expected)
    {
        TransactionDecodeError error = TransactionCodec.TryDecode(Hex.Decode(bytes), Suite.Hash, out Transaction? transaction);
        Assert.True(error == TransactionDecodeError.None, $"{name} was refused: {error}.");
        Assert.Equal(expected.GetProperty("hash").GetString(), transaction!.Hash.ToString());
        Assert.True(SenderRecovery.TryRecover(transaction, Suite.Signatures, out VerifiedTransaction? verified), name);
        Assert.Equal(expected.GetProperty("sender").GetString(), verified!.Sender.ToString());
    }

    /// <summary>The tests are for chain 1, and a signature that recovers no key is no signature.</summary>
    private static bool IsRefused(string bytes, string exception)
    {
        bool isDecoded = TransactionCodec.TryDecode(Hex.Decode(bytes), Suite.Hash, out Transaction? transaction)
            == TransactionDecodeError.None;
        return !isDecoded
            || (exception == "TransactionException.INVALID_CHAINID" && transaction!.ChainId is UInt256 id && id != 1)
            || !SenderRecovery.TryRecover(transaction!, Suite.Signatures, out _);
    }

    private static IEnumerable<(string Name, string Bytes, JsonElement Expected)> Vectors()
    {
        string folder = Path.Combine(VectorFiles.Folder(), "TransactionTests");
        foreach (string file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order())
        {
            foreach (JsonProperty test in JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.EnumerateObject())
            {
                JsonElement results = test.Value.GetProperty("result");
                string fork = Forks.First(fork => results.TryGetProperty(fork, out _));
                yield return (test.Name, test.Value.GetProperty("txbytes").GetString()!, results.GetProperty(fork));
            }
        }
    }
}
