using System.Text.Json;
using Ledger.Crypto;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Evm.Tests.Conformance;

/// <summary>A state test of our own making: a transfer of 1 wei, whose outcome is worked out by hand, or a call of some code.</summary>
internal sealed record OwnCase
{
    private const string FirstSender = "0x00000000000000000000000000000000000000a1";
    private const string Recipient = "0x00000000000000000000000000000000000000b2";
    private const string Coinbase = "0x00000000000000000000000000000000000000c3";
    private const string NoLogs = "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347";
    private const ulong Balance = 1_000_000_000;
    private const ulong Price = 10;
    private const ulong TransferGas = 21_000;

    /// <summary>The name of the test.</summary>
    public string Name { get; init; } = "transfer";

    /// <summary>The fork.</summary>
    public string Fork { get; init; } = "Cancun";

    /// <summary>The account that sends.</summary>
    public string Sender { get; init; } = FirstSender;

    /// <summary>The signed bytes of the transaction; a case without them is built from its fields.</summary>
    public string? TransactionBytes { get; init; }

    /// <summary>The code of the recipient, in hexadecimal.</summary>
    public string Code { get; init; } = "0x";

    /// <summary>The gas limit, in hexadecimal.</summary>
    public string GasLimit { get; init; } = "0x5208";

    /// <summary>The price of gas in wei.</summary>
    public ulong GasPrice { get; init; } = Price;

    /// <summary>Whether the transaction must be refused.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The expected state root; that of a transfer by default.</summary>
    public string Root { get; init; } = RootAfter(FirstSender);

    /// <summary>The expected hash of the logs.</summary>
    public string Logs { get; init; } = NoLogs;

    /// <summary>A test that never ends by itself: it asks for the balance of one address after another.</summary>
    public static OwnCase Endless => new()
    {
        Name = "endless",
        Code = "0x5b5a3150600056",
        GasLimit = "0x4000000000000000",
        GasPrice = 0,
    };

    /// <summary>The file of several tests.</summary>
    public static string File(params IEnumerable<OwnCase> tests) =>
        JsonSerializer.Serialize(tests.ToDictionary(test => test.Name, test => test.ToTest()));

    /// <summary>The state root before the transaction.</summary>
    public static string RootBefore => Digests.StateRoot(new WorldState()
        .With(Address.Parse(FirstSender), Balance)
        .With(Address.Parse(Recipient))).ToString();

    /// <summary>The transfer, signed by the sender of the case.</summary>
    public static string Sign(ISigner signer, ulong chainId = 1) => Hex.Encode(TransactionSigner.Sign(
        new UnsignedTransaction
        {
            Kind = TransactionKind.Legacy,
            ChainId = chainId,
            Nonce = 0,
            GasPrice = Price,
            GasLimit = TransferGas,
            To = Address.Parse(Recipient),
            Value = 1,
        },
        signer,
        CryptoSuites.Secp256k1.Hash).Raw.Span);

    /// <summary>The state root after a transfer of a sender.</summary>
    public static string RootAfter(string sender) => Digests.StateRoot(new WorldState()
        .With(Address.Parse(sender), Balance - 1 - (TransferGas * Price), nonce: 1)
        .With(Address.Parse(Recipient), 1)
        .With(Address.Parse(Coinbase), TransferGas * Price)).ToString();

    private Dictionary<string, object> ToTest() => new()
    {
        ["env"] = new Dictionary<string, string>
        {
            ["currentCoinbase"] = Coinbase,
            ["currentGasLimit"] = "0x7fffffffffffffff",
            ["currentNumber"] = "0x01",
            ["currentTimestamp"] = "0x03e8",
        },
        ["pre"] = new Dictionary<string, object>
        {
            [Sender] = Account(Balance, "0x"),
            [Recipient] = Account(0, Code),
        },
        ["transaction"] = new Dictionary<string, object>
        {
            ["data"] = new[] { "0x" },
            ["gasLimit"] = new[] { GasLimit },
            ["value"] = new[] { "0x01" },
            ["gasPrice"] = Number(GasPrice),
            ["nonce"] = "0x00",
            ["to"] = Recipient,
            ["sender"] = Sender,
        },
        ["post"] = new Dictionary<string, object> { [Fork] = new[] { Expected() } },
    };

    private Dictionary<string, object> Expected()
    {
        var expected = new Dictionary<string, object>
        {
            ["hash"] = Root,
            ["logs"] = Logs,
            ["indexes"] = new Dictionary<string, int> { ["data"] = 0, ["gas"] = 0, ["value"] = 0 },
        };
        if (TransactionBytes is not null)
        {
            expected["txbytes"] = TransactionBytes;
        }

        if (IsRefused)
        {
            expected["expectException"] = "TransactionException.ANY";
        }

        return expected;
    }

    private static Dictionary<string, object> Account(ulong balance, string code) => new()
    {
        ["nonce"] = "0x00",
        ["balance"] = Number(balance),
        ["code"] = code,
        ["storage"] = new Dictionary<string, string>(),
    };

    private static string Number(ulong value) => "0x" + value.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
}
