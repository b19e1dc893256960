using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Tracing;

namespace Ledger.Evm.Tests.Tracing;

/// <summary>One case of go-ethereum: state, block, signed transaction, tracer options and the trace.</summary>
internal sealed class PublishedTrace(JsonNode test)
{
    private static readonly (string Name, Fork Fork)[] Forks =
    [
        ("berlinBlock", Domain.Governance.Fork.Berlin), ("londonBlock", Domain.Governance.Fork.London),
        ("shanghaiTime", Domain.Governance.Fork.Shanghai), ("cancunTime", Domain.Governance.Fork.Cancun),
    ];

    private readonly JsonNode _context = test["context"]!;
    private readonly JsonNode _rules = test["genesis"]!["config"]!;

    /// <summary>The rules it runs by, Istanbul's for older ones; <see langword="null"/> for newer ones than the machine runs.</summary>
    public Fork? Fork => IsSince("pragueTime") ? null
        : Forks.Where(item => IsSince(item.Name)).Select(item => (Fork?)item.Fork).LastOrDefault() ?? Domain.Governance.Fork.Istanbul;

    private bool IsExact => IsSince("istanbulBlock");

    /// <summary>The transaction; <see langword="null"/> for a type that the ledger does not take.</summary>
    public VerifiedTransaction? ReadTransaction() =>
        TransactionCodec.TryDecode(Hex.Decode((string)test["input"]!), CryptoSuites.Secp256k1.Hash, out Transaction? transaction)
            == TransactionDecodeError.None
            ? new BatchSenderRecovery(CryptoSuites.Secp256k1.Signatures).Recover([transaction!])[0]
            : null;

    /// <summary>The state before it.</summary>
    public WorldState ReadState()
    {
        var state = new WorldState();
        foreach ((string name, JsonNode? account) in test["genesis"]!["alloc"]!.AsObject())
        {
            var address = Address.Parse(name.StartsWith("0x", StringComparison.Ordinal) ? name : "0x" + name);
            (UInt256, UInt256)[] storage = [.. (account!["storage"]?.AsObject() ?? [])
                .Select(slot => (Word(slot.Key), Word((string)slot.Value!)))];
            byte[] code = account["code"] is JsonNode text ? Hex.Decode((string)text!) : [];
            state.With(address, Number(account["balance"]), Number(account["nonce"]).Low64, code, storage);
        }

        return state;
    }

    /// <summary>The block it ran in.</summary>
    public BlockEnvironment ReadBlock() => new()
    {
        Number = Number(_context["number"]).ToInt64Saturating(),
        Timestamp = Number(_context["timestamp"]).Low64,
        GasLimit = Number(_context["gasLimit"]).ToInt64Saturating(),
        ChainId = Number(_rules["chainId"]),
        Coinbase = Address.Parse((string)_context["miner"]!),
        PrevRandao = Number(_context["difficulty"]),
        BaseFee = Number(_context["baseFeePerGas"]),
        BlockHash = _ => default,
    };

    /// <summary>The tracer with the options of the case.</summary>
    public Tracer NewTracer(bool isCallTracer) => isCallTracer
        ? new CallTracer(
            new CallTracerOptions { OnlyTopCall = Option("onlyTopCall"), WithLog = Option("withLog") }, TraceBudget.Unlimited())
        : new PrestateTracer(
            new PrestateTracerOptions
            {
                DiffMode = Option("diffMode"),
                DisableCode = Option("disableCode"),
                DisableStorage = Option("disableStorage"),
                IncludeEmpty = Option("includeEmpty"),
            },
            TraceBudget.Unlimited());

    /// <summary>The first difference from the published trace, in words; <see langword="null"/> when there is none.</summary>
    public string? Compare(JsonNode actual) => Compare("", test["result"], actual);

    private static UInt256 Word(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? UInt256.Parse(text.Length == 2 ? "0x0" : text)
        : (UInt256)BigInteger.Parse(text, CultureInfo.InvariantCulture);

    private static UInt256 Number(JsonNode? value) => value is null ? default : Word(value.ToString());

    private bool Option(string name) => (bool?)test["tracerConfig"]?[name] ?? false;

    private bool IsSince(string name) => _rules[name] is JsonNode since
        && Number(_context[name.EndsWith("Time", StringComparison.Ordinal) ? "timestamp" : "number"]) >= Number(since);

    private string? Compare(string path, JsonNode? expected, JsonNode? actual)
    {
        if (expected is JsonObject left && actual is JsonObject right)
        {
            return left.Select(item => item.Key).Union(right.Select(item => item.Key))
                .Where(name => !IsLeftOut(name, left[name]))
                .Select(name => Compare($"{path}/{name}", left[name], right[name]))
                .FirstOrDefault(difference => difference is not null);
        }

        if (expected is JsonArray many && actual is JsonArray others && many.Count == others.Count)
        {
            return many.Select((item, i) => Compare($"{path}/{i}", item, others[i]))
                .FirstOrDefault(difference => difference is not null);
        }

        string want = expected?.ToJsonString() ?? "nothing";
        string got = actual?.ToJsonString() ?? "nothing";
        return string.Equals(want, got, StringComparison.OrdinalIgnoreCase) ? null : $"{path} is {got}, not {want}";
    }

    /// <summary>Words of a revert belong to the caller of the tracer; a log's index is left out where it is zero.</summary>
    private bool IsLeftOut(string name, JsonNode? expected) => name == "revertReason"
        || (name == "index" && expected is null)
        || (!IsExact && (name is "gas" or "gasUsed" or "balance" || (name == "nonce" && expected is null)));
}
