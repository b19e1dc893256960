using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Governance;

public sealed class GenesisFileTests
{
    private static readonly string Sealer = NodeId.Zero.ToString();

    private static readonly Dictionary<Address, UInt256> None = [];

    private static readonly string[] Properties =
    [
        "chainId", "groupId", "timestamp", "sealers", "consensus", "fork", "blockTransactionsMax", "blockGasLimit",
        "transactionGasLimit", "consensusTimeoutMs", "blockLimitWindow", "allocations", "observers", "governors",
        "blockSizeBytesMax", "consensusTimeoutMaxMs", "blockIntervalMs", "sequenceWindow", "heightsPerTurn", "epochSealers",
        "epochBlocks", "activationDelay", "snapshotBlocks",
    ];

    private const string Optional = "fiscoChainId";

    public static TheoryData<string> EachProperty => [.. Properties];

    [Fact]
    public void A_genesis_comes_back_as_it_was() => SeededCases.Run(300, random =>
    {
        Genesis genesis = Generators.Genesis(random);
        string text = GenesisFile.Write(genesis);
        Assert.True(GenesisFile.TryParse(text, out Genesis? read, out string? problem), problem);
        Assert.Equal(Comparable(genesis), Comparable(read!));
        Assert.Equal(genesis.Sealers, read!.Sealers);
        Assert.Equal(genesis.Observers, read.Observers);
        Assert.Equal(genesis.Governors, read.Governors);
        Assert.Equal(genesis.Allocations.OrderBy(pair => pair.Key), read.Allocations.OrderBy(pair => pair.Key));
        Assert.Equal(text, GenesisFile.Write(read));
    });

    [Fact]
    public void The_file_names_every_property_of_the_genesis() => Assert.Equal(
        typeof(Genesis).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order(),
        Properties.Append(Optional).Order());

    /// <summary>The chain's number is named only where the group has a chain id of its own; the property is the only one that may be left out.</summary>
    [Fact]
    public void A_groups_own_chain_id_and_the_chains_number_are_both_kept()
    {
        Genesis same = GenesisFile.Parse(Json().ToJsonString());
        JsonObject json = Json();
        json[Optional] = same.ChainId + 1;
        Genesis other = GenesisFile.Parse(json.ToJsonString());

        Assert.Equal((same.ChainId, same.ChainId), (same.ChainId, same.FiscoChainId));
        Assert.DoesNotContain(Optional, GenesisFile.Write(same), StringComparison.Ordinal);
        Assert.Equal((same.ChainId, same.ChainId + 1), (other.ChainId, other.FiscoChainId));
        Assert.Equal(GenesisFile.Write(other), GenesisFile.Write(GenesisFile.Parse(GenesisFile.Write(other))));
    }

    [Fact]
    public void A_wrong_number_of_the_chain_is_named()
    {
        JsonObject json = Json();
        json[Optional] = 0;
        Assert.Contains($"Property '{Optional}' is 0", ProblemOf(json), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EachProperty))]
    public void A_missing_property_is_named(string property)
    {
        JsonObject json = Json();
        json.Remove(property);
        Assert.Equal($"Property '{property}' is missing.", ProblemOf(json));
    }

    [Theory]
    [MemberData(nameof(EachProperty))]
    public void A_property_of_another_kind_is_named(string property)
    {
        JsonObject json = Json();
        json[property] = true;
        Assert.Contains($"'{property}' must be", ProblemOf(json), StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_too_many_is_named()
    {
        JsonObject json = Json();
        json["chainID"] = 1;
        Assert.Equal("Property 'chainID' is not one of a genesis; remove it.", ProblemOf(json));
    }

    [Theory]
    [InlineData("chainId", "0")]
    [InlineData("chainId", "9007199254740992")]
    [InlineData("chainId", "1.5")]
    [InlineData("chainId", "1e40")]
    [InlineData("groupId", "0")]
    [InlineData("groupId", "32768")]
    [InlineData("timestamp", "-1")]
    [InlineData("blockTransactionsMax", "0")]
    [InlineData("blockTransactionsMax", "65537")]
    [InlineData("blockGasLimit", "20999")]
    [InlineData("transactionGasLimit", "20999")]
    [InlineData("consensusTimeoutMs", "99")]
    [InlineData("consensusTimeoutMs", "600001")]
    [InlineData("blockLimitWindow", "0")]
    [InlineData("blockSizeBytesMax", "1048575")]
    [InlineData("consensusTimeoutMaxMs", "2999")]
    [InlineData("blockIntervalMs", "-1")]
    [InlineData("blockIntervalMs", "1501")]
    [InlineData("sequenceWindow", "0")]
    [InlineData("sequenceWindow", "8")]
    [InlineData("heightsPerTurn", "0")]
    [InlineData("epochSealers", "-1")]
    [InlineData("epochBlocks", "16")]
    [InlineData("activationDelay", "17")]
    [InlineData("snapshotBlocks", "-1")]
    [InlineData("observers", "[\"0x01\"]")]
    [InlineData("governors", "[\"0x01\"]")]
    [InlineData("consensus", "\"paxos\"")]
    [InlineData("fork", "\"prague\"")]
    [InlineData("fork", "\"5\"")]
    [InlineData("sealers", "[]")]
    [InlineData("sealers", "[\"0x01\"]")]
    [InlineData("sealers", "[1]")]
    [InlineData("allocations", "{\"0x01\":\"1\"}")]
    [InlineData("allocations", "{\"0x0000000000000000000000000000000000000001\":1}")]
    [InlineData("allocations", "{\"0x0000000000000000000000000000000000000001\":\"-1\"}")]
    public void A_value_out_of_range_is_named(string property, string value)
    {
        JsonObject json = Json();
        json[property] = JsonNode.Parse(value);
        string problem = ProblemOf(json);
        Assert.StartsWith($"Property '{property}' ", problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void A_sealer_listed_twice_is_named()
    {
        JsonObject json = Json();
        json["sealers"] = new JsonArray(Sealer, Sealer.ToUpperInvariant().Replace("0X", "", StringComparison.Ordinal));
        Assert.Equal($"Property 'sealers' lists {Sealer} twice.", ProblemOf(json));
    }

    [Fact]
    public void A_transaction_may_not_have_more_gas_than_its_block()
    {
        JsonObject json = Json();
        json["transactionGasLimit"] = 4_000_000_000;
        Assert.Contains("'transactionGasLimit' is 4000000000, above 'blockGasLimit'", ProblemOf(json), StringComparison.Ordinal);
    }

    [Fact]
    public void Balances_may_not_overflow_together()
    {
        JsonObject json = Json();
        json["allocations"] = new JsonObject
        {
            ["0x0000000000000000000000000000000000000001"] = UInt256.MaxValue.ToString(),
            ["0x0000000000000000000000000000000000000002"] = "1",
        };
        Assert.Contains("more than 2^256 - 1 wei", ProblemOf(json), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"chainId\":1,\"chainId\":2}")]
    [InlineData("[[[[[]]]]]")]
    [InlineData("{\"chainId\":1")]
    public void Text_that_is_no_genesis_is_refused_with_a_sentence(string text)
    {
        Assert.False(GenesisFile.TryParse(text, out Genesis? genesis, out string? problem));
        Assert.Null(genesis);
        Assert.StartsWith("The genesis is not", problem, StringComparison.Ordinal);
        Assert.Equal(problem, Assert.Throws<FormatException>(() => GenesisFile.Parse(text)).Message);
    }

    private static JsonObject Json() => JsonNode.Parse(GenesisFile.Write(new Genesis
    {
        ChainId = 1,
        GroupId = 1,
        Timestamp = 1_700_000_000_000,
        Sealers = [NodeId.Zero],
    }))!.AsObject();

    private static string ProblemOf(JsonObject json)
    {
        Assert.False(GenesisFile.TryParse(json.ToJsonString(), out Genesis? genesis, out string? problem));
        Assert.Null(genesis);
        return problem!;
    }

    private static Genesis Comparable(Genesis genesis) =>
        genesis with { Sealers = [], Observers = [], Governors = [], Allocations = None };
}
