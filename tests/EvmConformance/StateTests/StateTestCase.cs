using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Ledger.Crypto.Hashing;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm;
using Ledger.EvmConformance.Formats;

namespace Ledger.EvmConformance.StateTests;

/// <summary>One case: a test, a fork, and one entry of what is expected.</summary>
internal sealed class StateTestCase(Fork fork, JsonElement test, JsonElement expected)
{
    /// <summary>EIP-4844: how fast the price of blobs grows.</summary>
    private const int CancunBlobUpdateFraction = 3338477;

    /// <summary>EIP-7691: the same from Prague on.</summary>
    private const int PragueBlobUpdateFraction = 5007716;

    /// <summary>The fork.</summary>
    public Fork Fork => fork;

    /// <summary>The expected state root.</summary>
    public Hash256 StateRoot => Hash256.Parse(expected.Text("hash"));

    /// <summary>The expected hash of the logs.</summary>
    public Hash256 LogsHash => Hash256.Parse(expected.Text("logs"));

    /// <summary>Whether the transaction must be refused.</summary>
    public bool IsRefused => expected.TryGetProperty("expectException", out _);

    /// <summary>The fields of the transaction, from which each case picks.</summary>
    public JsonElement Transaction => test.GetProperty("transaction");

    /// <summary>The signed bytes of the transaction; <see langword="null"/> when the case has none.</summary>
    public string? TransactionBytes => expected.TryGetProperty("txbytes", out JsonElement bytes) ? bytes.Text() : null;

    /// <summary>The expected state account by account; <see langword="null"/> when the case has only its root.</summary>
    public WorldState? ExpectedState => expected.TryGetProperty("state", out JsonElement accounts) ? ReadAccounts(accounts) : null;

    /// <summary>Which entry of a list of the transaction the case picks.</summary>
    public int Index(string list) => expected.GetProperty("indexes").GetProperty(list).GetInt32();

    /// <summary>The state before.</summary>
    public WorldState ReadState() => ReadAccounts(test.GetProperty("pre"));

    /// <summary>The block.</summary>
    public BlockEnvironment ReadBlock()
    {
        JsonElement env = test.GetProperty("env");
        string randomness = fork >= Fork.Paris && env.TryGetProperty("currentRandom", out _)
            ? "currentRandom" : "currentDifficulty";
        return new BlockEnvironment
        {
            Number = env.NumberOrZero("currentNumber").ToInt64Saturating(),
            Timestamp = env.NumberOrZero("currentTimestamp").Low64,
            GasLimit = env.NumberOrZero("currentGasLimit").ToInt64Saturating(),
            ChainId = ChainRule.ChainId,
            Coinbase = Address.Parse(env.Text("currentCoinbase")),
            PrevRandao = env.NumberOrZero(randomness),
            BaseFee = env.NumberOrZero("currentBaseFee"),
            BlobBaseFee = BlobBaseFee(env.NumberOrZero("currentExcessBlobGas")),
            BlockHash = number => Keccak256.Hash(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture))),
        };
    }

    private static WorldState ReadAccounts(JsonElement accounts)
    {
        var state = new WorldState();
        foreach (JsonProperty account in accounts.EnumerateObject())
        {
            JsonElement fields = account.Value;
            (UInt256 Slot, UInt256 Value)[] storage = [.. fields.GetProperty("storage").EnumerateObject()
                .Select(slot => (Slot(slot.Name), slot.Value.Number()))];
            state.With(
                Address.Parse(account.Name), fields.NumberOrZero("balance"), fields.NumberOrZero("nonce").Low64,
                fields.Bytes("code"), storage);
        }

        return state;
    }

    private static UInt256 Slot(string name) => JsonFields.TryNumber(name, out UInt256 slot)
        ? slot
        : throw new FormatException($"'{name}' is not a storage slot.");

    /// <summary>fake_exponential(1, excess, fraction) of EIP-4844.</summary>
    private UInt256 BlobBaseFee(in UInt256 excess)
    {
        BigInteger fraction = fork >= Fork.Prague ? PragueBlobUpdateFraction : CancunBlobUpdateFraction;
        var numerator = (BigInteger)excess;
        BigInteger output = 0;
        BigInteger term = fraction;
        for (int i = 1; term > 0; i++)
        {
            output += term;
            term = term * numerator / (fraction * i);
        }

        return (UInt256)(output / fraction);
    }
}
