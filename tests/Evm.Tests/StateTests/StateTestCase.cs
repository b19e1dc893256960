using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Evm.Tests.StateTests;

/// <summary>One case: a test, a fork, and one entry of what is expected.</summary>
internal sealed class StateTestCase(string name, Fork fork, JsonElement test, JsonElement expected)
{
    private const ulong ChainId = 1;

    /// <summary>How fast the price of blobs grows: in Cancun (EIP-4844), in Prague (EIP-7691).</summary>
    private readonly int _blobBaseFeeUpdateFraction = fork >= Fork.Prague ? 5007716 : 3338477;

    /// <summary>File, test, fork and indexes.</summary>
    public string Name => $"{name} [{fork} {expected.GetProperty("indexes")}]";

    /// <summary>The fork.</summary>
    public Fork Fork => fork;

    /// <summary>The expected state root.</summary>
    public Hash256 StateRoot => Hash256.Parse(expected.GetProperty("hash").GetString()!);

    /// <summary>The expected hash of the logs.</summary>
    public Hash256 LogsHash => Hash256.Parse(expected.GetProperty("logs").GetString()!);

    /// <summary>Whether the transaction must be refused.</summary>
    public bool IsRefused => expected.TryGetProperty("expectException", out _);

    /// <summary>The state before.</summary>
    public WorldState ReadState()
    {
        var state = new WorldState();
        foreach (JsonProperty account in test.GetProperty("pre").EnumerateObject())
        {
            JsonElement fields = account.Value;
            (UInt256 Slot, UInt256 Value)[] storage = [.. fields.GetProperty("storage").EnumerateObject()
                .Select(slot => (Number(slot.Name), Number(slot.Value.GetString()!)))];
            state.With(
                Address.Parse(account.Name), Number(fields, "balance"), Number(fields, "nonce").Low64,
                Bytes(fields.GetProperty("code")), storage);
        }

        return state;
    }

    /// <summary>The block.</summary>
    public BlockEnvironment ReadBlock()
    {
        JsonElement env = test.GetProperty("env");
        string randomness = fork >= Fork.Paris && env.TryGetProperty("currentRandom", out _)
            ? "currentRandom" : "currentDifficulty";
        return new BlockEnvironment
        {
            Number = (long)Number(env, "currentNumber").Low64,
            Timestamp = Number(env, "currentTimestamp").Low64,
            GasLimit = Number(env, "currentGasLimit").ToInt64Saturating(),
            ChainId = ChainId,
            Coinbase = Address.Parse(env.GetProperty("currentCoinbase").GetString()!),
            PrevRandao = Number(env, randomness),
            BaseFee = Number(env, "currentBaseFee"),
            BlobBaseFee = BlobBaseFee(Number(env, "currentExcessBlobGas")),
            BlockHash = number => Keccak256.Hash(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture))),
        };
    }

    /// <summary>The transaction, from its bytes where the case has them; <see langword="null"/> when it cannot be decoded.</summary>
    public VerifiedTransaction? ReadTransaction()
    {
        JsonElement fields = test.GetProperty("transaction");
        if (!expected.TryGetProperty("txbytes", out JsonElement raw))
        {
            return FromFields(fields);
        }

        if (TransactionCodec.TryDecode(Bytes(raw), CryptoSuites.Secp256k1.Hash, out Transaction? decoded)
            != TransactionDecodeError.None)
        {
            return null;
        }

        Span<byte> signature = stackalloc byte[65];
        decoded!.R.WriteBigEndian(signature);
        decoded.S.WriteBigEndian(signature[32..]);
        signature[64] = decoded.YParity;
        return CryptoSuites.Secp256k1.Signatures.TryRecover(decoded.SigningHash, signature, out Address sender)
            ? new VerifiedTransaction(decoded, sender)
            : null;
    }

    private VerifiedTransaction? FromFields(JsonElement fields)
    {
        string value = Pick(fields, "value").GetString()!;
        if (value.StartsWith("0x:bigint", StringComparison.Ordinal))
        {
            return null;
        }

        IReadOnlyList<AccessListEntry>? accessList = AccessList(fields);
        bool isDynamic = fields.TryGetProperty("maxFeePerGas", out _);
        UInt256 price = Number(fields, isDynamic ? "maxFeePerGas" : "gasPrice");
        string to = fields.GetProperty("to").GetString()!;
        var transaction = new Transaction
        {
            Kind = isDynamic ? TransactionKind.DynamicFee
                : accessList is null ? TransactionKind.Legacy
                : TransactionKind.AccessList,
            Raw = default,
            Hash = default,
            SigningHash = default,
            Nonce = Number(fields, "nonce"),
            GasPrice = price,
            MaxPriorityFeePerGas = isDynamic ? Number(fields, "maxPriorityFeePerGas") : price,
            GasLimit = Number(Pick(fields, "gasLimit").GetString()!),
            To = to.Length == 0 ? null : Address.Parse(to),
            Value = Number(value),
            Data = Bytes(Pick(fields, "data")),
            AccessList = accessList ?? [],
            V = default,
            R = default,
            S = default,
            YParity = 0,
        };
        return new VerifiedTransaction(transaction, Address.Parse(fields.GetProperty("sender").GetString()!));
    }

    private IReadOnlyList<AccessListEntry>? AccessList(JsonElement fields)
    {
        if (!fields.TryGetProperty("accessLists", out JsonElement lists)
            || lists[Index("data")].ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return [.. lists[Index("data")].EnumerateArray().Select(entry => new AccessListEntry(
            Address.Parse(entry.GetProperty("address").GetString()!),
            [.. entry.GetProperty("storageKeys").EnumerateArray().Select(key => Number(key.GetString()!))]))];
    }

    private JsonElement Pick(JsonElement fields, string list) =>
        fields.GetProperty(list)[Index(list == "gasLimit" ? "gas" : list)];

    private int Index(string list) => expected.GetProperty("indexes").GetProperty(list).GetInt32();

    private static byte[] Bytes(JsonElement text) => Hex.Decode(text.GetString()!);

    private static UInt256 Number(JsonElement fields, string field) =>
        fields.TryGetProperty(field, out JsonElement text) ? Number(text.GetString()!) : default;

    private static UInt256 Number(string text) =>
        (UInt256)BigInteger.Parse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>fake_exponential(1, excess, fraction) of EIP-4844.</summary>
    private UInt256 BlobBaseFee(in UInt256 excess)
    {
        var numerator = (BigInteger)excess;
        BigInteger output = 0;
        BigInteger term = _blobBaseFeeUpdateFraction;
        for (int i = 1; term > 0; i++)
        {
            output += term;
            term = term * numerator / (_blobBaseFeeUpdateFraction * (BigInteger)i);
        }

        return (UInt256)(output / _blobBaseFeeUpdateFraction);
    }
}
