using System.Text.Json.Nodes;
using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.Domain.Abi.TypedData;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Tests.Transactions;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Abi;

public sealed class TypedDataTests
{
    /// <summary>The example of EIP-712 itself.</summary>
    private const string Mail = """
        {
          "types": {
            "EIP712Domain": [
              {"name": "name", "type": "string"}, {"name": "version", "type": "string"},
              {"name": "chainId", "type": "uint256"}, {"name": "verifyingContract", "type": "address"}],
            "Person": [{"name": "name", "type": "string"}, {"name": "wallet", "type": "address"}],
            "Mail": [
              {"name": "from", "type": "Person"}, {"name": "to", "type": "Person"}, {"name": "contents", "type": "string"}]
          },
          "primaryType": "Mail",
          "domain": {
            "name": "Ether Mail", "version": "1", "chainId": 1,
            "verifyingContract": "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"},
          "message": {
            "from": {"name": "Cow", "wallet": "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"},
            "to": {"name": "Bob", "wallet": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"},
            "contents": "Hello, Bob!"}
        }
        """;

    private static readonly IHashFunction Hash = CryptoSuites.Secp256k1.Hash;

    [Fact]
    public void The_example_of_the_standard_has_the_hashes_of_the_standard()
    {
        var mail = TypedMessage.Parse(Mail);
        Assert.Equal(
            "Mail(Person from,Person to,string contents)Person(string name,address wallet)", mail.Types.EncodeType("Mail"));
        Assert.Equal(
            "0xa0cedeb2dc280ba39b857546d74f5549c3a1d7bdc2dd96bf881f76108e23dac2",
            new TypedDataHasher(mail.Types, Hash).TypeHash("Mail").ToString());
        Assert.Equal(
            "0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e",
            Hash.Hash(mail.EncodeMessage(Hash)).ToString());
        Assert.Equal(
            "0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f", mail.DomainSeparator(Hash).ToString());
        Assert.Equal(
            "0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2", mail.Digest(Hash).ToString());
    }

    [Fact]
    public void Typed_data_has_the_encodings_and_digests_that_ethers_gives_it()
    {
        JsonArray vectors = JsonNode.Parse(VectorFiles.ReadCompressed("eip712.json.gz").GetRawText())!.AsArray();
        Assert.Equal(718, vectors.Count);
        foreach (JsonNode? vector in vectors)
        {
            var json = new JsonObject
            {
                ["types"] = vector!["types"]!.DeepClone(),
                ["primaryType"] = vector["primaryType"]!.DeepClone(),
                ["domain"] = vector["domain"]!.DeepClone(),
                ["message"] = vector["data"]!.DeepClone(),
            };
            var message = TypedMessage.Parse(json.ToJsonString());
            Assert.Equal(vector["encoded"]!.GetValue<string>(), Hex.Encode(message.EncodeMessage(Hash)));
            Assert.Equal(vector["digest"]!.GetValue<string>(), message.Digest(Hash).ToString());
        }
    }

    [Fact]
    public void A_struct_may_hold_an_array_of_itself()
    {
        var tree = TypedMessage.Parse("""
            {"types":{"Node":[{"name":"value","type":"uint8"},{"name":"children","type":"Node[]"}]},"primaryType":"Node",
            "domain":{},"message":{"value":1,"children":[{"value":2,"children":[]}]}}
            """);
        Assert.Equal("Node(uint8 value,Node[] children)", tree.Types.EncodeType("Node"));
        Assert.Equal("EIP712Domain()", tree.Types.EncodeType(TypedMessage.DomainType));
        var hasher = new TypedDataHasher(tree.Types, Hash);
        Hash256 leaf = Hash.Hash([.. hasher.TypeHash("Node").Bytes, .. Word(2), .. Hash.Hash([]).Bytes]);
        Assert.Equal(
            Hash.Hash([.. hasher.TypeHash("Node").Bytes, .. Word(1), .. Hash.Hash(leaf.Bytes).Bytes]),
            hasher.HashStruct("Node", tree.Message));
    }

    [Theory]
    [InlineData("\"wallet\": \"0xbBb", "\"purse\": \"0xbBb", "message.to")]
    [InlineData("0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB", "0xbB", "message.to.wallet")]
    [InlineData("\"chainId\": 1", "\"chainId\": -1", "domain.chainId")]
    [InlineData("\"chainId\": 1", "\"chainId\": 1, \"salt\": 2", "domain")]
    [InlineData("\"wallet\", \"type\": \"address\"", "\"wallet\", \"type\": \"uint\"", "types.Person[1].type")]
    [InlineData("\"type\": \"Person\"}, {", "\"type\": \"Human\"}, {", "types.Mail[0].type")]
    [InlineData("\"to\", \"type\": \"Person\"", "\"from\", \"type\": \"Person\"", "types.Mail[1].name")]
    [InlineData("\"to\", \"type\": \"Person\"", "\"to\", \"type\": \"Person[2]\"", "message.to")]
    [InlineData("\"primaryType\": \"Mail\"", "\"primaryType\": \"Post\"", "primaryType")]
    [InlineData("\"primaryType\": \"Mail\"", "\"primaryType\": \"EIP712Domain\"", "primaryType")]
    [InlineData("\"Hello, Bob!\"", "\"\\ud800\"", "message.contents")]
    [InlineData("\"Hello, Bob!\"", "null", "message.contents")]
    public void What_does_not_fit_is_refused_at_its_place(string part, string damaged, string path)
    {
        Assert.Contains(part, Mail, StringComparison.Ordinal);
        string json = Mail.Replace(part, damaged, StringComparison.Ordinal);
        Assert.False(TypedMessage.TryParse(json, out TypedMessage? message, out AbiProblem? problem));
        Assert.Null(message);
        Assert.Equal(path, problem!.Path);
    }

    [Fact]
    public void Damaged_JSON_is_refused_or_hashed_without_a_failure() => SeededCases.Run(20_000, random =>
    {
        const string Marks = "\"\\{}[]:,u0d8x(1P";
        char[] text = Mail.ToCharArray();
        for (int i = random.Next(3); i >= 0; i--)
        {
            text[random.Next(text.Length)] = Marks[random.Next(Marks.Length)];
        }

        bool isRead = TypedMessage.TryParse(new string(text), out TypedMessage? message, out AbiProblem? problem);
        Assert.Equal(isRead, problem is null);
        Assert.NotEqual(default, message?.Digest(Hash) ?? Hash256.Parse(new string('1', 64)));
    });

    [Theory]
    [InlineData(AbiLimits.StructTypesMax, 1, true)]
    [InlineData(AbiLimits.StructTypesMax + 1, 1, false)]
    [InlineData(1, AbiLimits.StructMembersMax, true)]
    [InlineData(1, AbiLimits.StructMembersMax + 1, false)]
    public void Structs_and_their_members_are_limited(int structs, int members, bool isTaken)
    {
        var declarations = Enumerable.Range(0, structs).ToDictionary(
            i => $"S{i}",
            _ => (IReadOnlyList<TypedDataMember>)
                [.. Enumerable.Range(0, members).Select(j => new TypedDataMember($"m{j}", "bool"))]);
        Assert.Equal(isTaken, TypedDataTypes.TryCreate(declarations, out _, out AbiProblem? problem));
        Assert.Equal(isTaken, problem is null);
    }

    [Fact]
    public void Values_of_another_struct_are_a_mistake_of_the_caller()
    {
        var mail = TypedMessage.Parse(Mail);
        var person = AbiValue.List("Cow", Address.Zero);
        AbiException exception = Assert.Throws<AbiException>(() =>
            (mail with { Message = AbiValue.List(person, AbiValue.List("Bob", 5), "text") }).Digest(Hash));
        Assert.Equal(".to.wallet", exception.Problem.Path);
        Assert.Throws<AbiException>(() => (mail with { Message = 5 }).Digest(Hash));
        Assert.Throws<ArgumentException>(() => mail.Types.EncodeType("Nothing"));
    }

    private static byte[] Word(byte value) => [.. new byte[31], value];
}
