using System.Text.Json;
using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Abi;

public sealed class ContractAbiTests
{
    private const string Market = """
        [
          {"type":"constructor","inputs":[{"name":"fee","type":"uint16"}],"stateMutability":"payable"},
          {"type":"function","name":"buy","stateMutability":"nonpayable","inputs":[
            {"name":"orders","type":"tuple[]","internalType":"struct Order[]","components":[
              {"name":"seller","type":"address"},
              {"name":"lots","type":"tuple[2]","components":[{"name":"id","type":"bytes32"},{"name":"note","type":"string"}]}]}],
            "outputs":[{"name":"","type":"bool"}]},
          {"type":"function","name":"buy","stateMutability":"view","inputs":[],"outputs":[]},
          {"name":"old","constant":true,"inputs":[],"outputs":[{"name":"","type":"int8"}]},
          {"type":"event","name":"Transfer","anonymous":false,"inputs":[
            {"name":"from","type":"address","indexed":true},{"name":"to","type":"address","indexed":true},
            {"name":"value","type":"uint256","indexed":false}]},
          {"type":"event","name":"Transfer","anonymous":false,"inputs":[
            {"name":"from","type":"address","indexed":true},{"name":"to","type":"address","indexed":true},
            {"name":"id","type":"uint256","indexed":true}]},
          {"type":"event","name":"Noted","anonymous":true,"inputs":[{"name":"text","type":"string","indexed":true}]},
          {"type":"error","name":"TooLow","inputs":[{"name":"bid","type":"uint256"},{"name":"least","type":"uint256"}]},
          {"type":"error","name":"TooLow","inputs":[{"name":"","type":"uint256"},{"name":"","type":"uint256"}]},
          {"type":"fallback","stateMutability":"payable"},
          {"type":"receive","stateMutability":"payable"}
        ]
        """;

    private const string Marks = "\"\\{}[]:,u0d8x(1\ud800";

    private static readonly IHashFunction Hash = CryptoSuites.Secp256k1.Hash;
    private static readonly ContractAbi Abi = ContractAbi.Parse(Market, Hash);
    private static readonly Address Seller = Address.Parse("0x00000000000000000000000000000000000000a1");

    [Fact]
    public void Every_kind_of_entry_is_read()
    {
        Assert.Equal(
            ["buy((address,(bytes32,string)[2])[])", "buy()", "old()"], Abi.Functions.Select(function => function.Signature));
        Assert.Equal(
            [StateMutability.NonPayable, StateMutability.View, StateMutability.View],
            Abi.Functions.Select(function => function.Mutability));
        Assert.Equal(3, Abi.Events.Count);
        Assert.Equal("TooLow(uint256,uint256)", Assert.Single(Abi.Errors).Signature);
        Assert.Equal("(uint16)", Abi.Constructor.Inputs.Name);
        Assert.True(Abi.Constructor.IsPayable && Abi.HasReceive);
        Assert.Equal(StateMutability.Payable, Abi.Fallback);
        Assert.Null(Abi.FindFunction("buy"));
        Assert.Equal("buy()", Abi.FindFunction("buy()")?.Signature);
        Assert.Equal("old()", Abi.FindFunction("old")?.Signature);
        Assert.Equal("0x60015", Hex.Encode(Abi.Constructor.EncodeDeployment([0x60, 0x01], 5))[..6] + "5");
    }

    [Fact]
    public void Calls_are_made_from_JSON_and_read_back_as_JSON()
    {
        AbiFunction buy = Abi.FindFunction("buy((address,(bytes32,string)[2])[])")!;
        string id = "0x" + new string('1', 64);
        string arguments = $$"""
            {"orders":[{"seller":"{{Seller}}","lots":[{"id":"{{id}}","note":"a"},{"id":"{{id}}","note":"b"}]}]}
            """;
        Assert.True(AbiJson.TryRead(buy.Inputs, JsonElement.Parse(arguments), out AbiValue values, out _));
        byte[] data = buy.EncodeCall(values.Items);
        Assert.True(Abi.TryDecodeCall(data, out AbiFunction? called, out AbiValue read, out _));
        Assert.Same(buy, called);
        Assert.Equal(Seller, read[0][0][0].AsAddress());
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            AbiJson.Write(writer, buy.Inputs, read);
        }

        Assert.Equal(arguments.Trim(), System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Unknown_and_short_calls_are_refused()
    {
        Assert.False(Abi.TryDecodeCall([1, 2, 3], out _, out _, out AbiProblem? problem));
        Assert.Contains("four bytes", problem!.Text, StringComparison.Ordinal);
        Assert.False(Abi.TryDecodeCall([1, 2, 3, 4], out _, out _, out problem));
        Assert.Contains("0x01020304", problem!.Text, StringComparison.Ordinal);
        byte[] cut = [.. Abi.Functions[0].Selector.ToArray(), 0];
        Assert.False(Abi.TryDecodeCall(cut, out AbiFunction? function, out _, out problem));
        Assert.NotNull(function);
        Assert.NotNull(problem);
    }

    [Fact]
    public void Events_of_one_signature_are_told_apart_by_their_topics()
    {
        foreach (AbiEvent made in Abi.Events.Take(2))
        {
            Assert.True(made.TryEncode([Seller, Address.Zero, 9], Hash, out AbiLog? log, out _));
            Assert.True(Abi.TryDecodeLog(
                new LogEntry(Seller, log!.Topics, log.Data), out AbiEvent? emitted, out AbiValue values, out _));
            Assert.Same(made, emitted);
            Assert.Equal(AbiValue.List(Seller, Address.Zero, 9), values);
        }
    }

    [Fact]
    public void Anonymous_events_are_read_when_no_other_fits()
    {
        AbiEvent noted = Abi.Events[2];
        Assert.True(noted.TryEncode(["hello"], Hash, out AbiLog? log, out _));
        var entry = new LogEntry(Seller, log!.Topics, log.Data);
        Assert.True(Abi.TryDecodeLog(entry, out AbiEvent? emitted, out AbiValue values, out _));
        Assert.Same(noted, emitted);
        Assert.Equal(Hash.Hash("hello"u8), values[0].AsHash256());
        Assert.False(Abi.TryDecodeLog(entry with { Topics = [] }, out emitted, out _, out AbiProblem? problem));
        Assert.Null(emitted);
        Assert.NotNull(problem);
    }

    [Fact]
    public void A_log_has_room_for_four_topics()
    {
        AbiEventParameter[] four = [.. Enumerable.Repeat(new AbiEventParameter("", new AbiType.Boolean(), true), 4)];
        Assert.Equal(4, new AbiEvent("Four", four, isAnonymous: true, Hash).TopicCount);
        Assert.Throws<AbiException>(() => new AbiEvent("Four", four, isAnonymous: false, Hash));
    }

    [Fact]
    public void Reverts_are_put_into_words()
    {
        Assert.Equal("no funds", Words(AbiError.Parse("Error(string)", Hash).Encode("no funds")));
        Assert.Equal("division or modulo by zero", Words(AbiError.Parse("Panic(uint256)", Hash).Encode(0x12)));
        Assert.Equal("unknown panic code: 0x99", Words(AbiError.Parse("Panic(uint256)", Hash).Encode(0x99)));
        Assert.Equal("TooLow(bid: 5, least: 7)", Words(Abi.Errors[0].Encode(5, 7)));
        Assert.Null(Words([]));
        Assert.Null(Words([0x08, 0xc3, 0x79, 0xa0]));
        Assert.Null(Words(AbiError.Parse("Other()", Hash).Encode()));
        Assert.False(RevertPayload.TryRead(Abi.Errors[0].Encode(5, 7), out _));

        static string? Words(byte[] output) => RevertPayload.TryRead(output, out RevertPayload? payload, Abi) ? payload.Words : null;
    }

    /// <summary>SM3 of <c>Error(string)</c> begins with c703cb12, of <c>Panic(uint256)</c> with b95aa355.</summary>
    [Fact]
    public void Reverts_of_contracts_for_guomi_chains_are_put_into_words()
    {
        byte[] output = AbiError.Parse("Error(string)", Hash).Encode("no funds");
        Convert.FromHexString("c703cb12").CopyTo(output, 0);
        Assert.True(RevertPayload.TryRead(output, out RevertPayload? payload));
        Assert.Equal("no funds", payload.Words);
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData("[", "")]
    [InlineData("[1]", "abi[0]")]
    [InlineData("""[{"type":"modifier","name":"f"}]""", "abi[0].type")]
    [InlineData("""[{"type":"function"}]""", "abi[0]")]
    [InlineData("""[{"type":"function","name":"f()"}]""", "abi[0].name")]
    [InlineData("""[{"name":"f","inputs":5}]""", "abi[0].inputs")]
    [InlineData("""[{"name":"f"},{"name":"g","inputs":[{"type":"bool"},{"type":"uint7"}]}]""", "abi[1].inputs[1].type")]
    [InlineData("""[{"name":"f","inputs":[{"type":"tuple"}]}]""", "abi[0].inputs[0]")]
    [InlineData("""[{"name":"f","inputs":[{"type":"tuple","components":[{"type":"uint7"}]}]}]""", "abi[0].inputs[0].components[0].type")]
    [InlineData("""[{"name":"f","inputs":[{"type":"tuple[x]","components":[{"type":"uint8"}]}]}]""", "abi[0].inputs[0].type")]
    [InlineData("""[{"name":"f","stateMutability":"maybe"}]""", "abi[0].stateMutability")]
    [InlineData("""[{"name":"f"},{"name":"f"}]""", "abi[1]")]
    [InlineData("""[{"name":"f","name":"g"}]""", "")]
    [InlineData("""[{"name":"\ud800"}]""", "abi[0].name")]
    [InlineData("""[{"type":"constructor"},{"type":"constructor"}]""", "abi[1]")]
    [InlineData("""[{"type":"event","name":"E","anonymous":1}]""", "abi[0].anonymous")]
    public void What_is_no_interface_is_refused_at_its_place(string json, string path)
    {
        Assert.False(ContractAbi.TryParse(json, Hash, out ContractAbi? abi, out AbiProblem? problem));
        Assert.Null(abi);
        Assert.Equal(path, problem!.Path);
    }

    [Fact]
    public void Damaged_JSON_is_refused_or_read_without_a_failure() => SeededCases.Run(20_000, random =>
    {
        char[] text = Market.ToCharArray();
        for (int i = random.Next(4); i >= 0; i--)
        {
            text[random.Next(text.Length)] = Marks[random.Next(Marks.Length)];
        }

        Assert.Equal(ContractAbi.TryParse(new string(text), Hash, out _, out AbiProblem? problem), problem is null);
    });
}
