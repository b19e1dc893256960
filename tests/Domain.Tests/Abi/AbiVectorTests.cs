using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Tests.Transactions;

namespace Ledger.Domain.Tests.Abi;

/// <summary>Encodings, topics, selectors and packed forms made by ethers and Solidity.</summary>
public sealed class AbiVectorTests
{
    private static readonly IHashFunction Hash = CryptoSuites.Secp256k1.Hash;

    [Theory]
    [InlineData("abi1-encode.json.gz", 1443, "normalizedValues")]
    [InlineData("abi2-encode.json.gz", 1290, "values")]
    public void Encodings_are_made_and_understood(string file, int count, string property)
    {
        foreach (JsonElement vector in VectorValues.Read(file, count))
        {
            AbiType.Tuple types = VectorValues.Types(vector);
            AbiValue[] values = VectorValues.Values(types, vector, property);
            Check(types, values, vector.GetProperty("result").GetString()!);
        }
    }

    [Fact]
    public void The_basic_encodings_of_the_ethereum_tests_are_made_and_understood()
    {
        string path = Path.Combine(VectorFiles.Folder("abi"), "ABITests", "basic_abi_tests.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        Assert.Equal(3, document.RootElement.GetPropertyCount());
        foreach (JsonProperty vector in document.RootElement.EnumerateObject())
        {
            AbiType.Tuple types = VectorValues.Types(vector.Value);
            AbiValue[] values =
            [
                .. vector.Value.GetProperty("args").EnumerateArray().Select((json, i) => Basic(types.Members[i].Type, json)),
            ];
            Check(types, values, "0x" + vector.Value.GetProperty("result").GetString());
        }
    }

    [Fact]
    public void Interfaces_of_functions_give_the_same_types_and_read_their_output()
    {
        foreach (JsonElement vector in VectorValues.Read("abi2-encode.json.gz", 1290))
        {
            var abi = ContractAbi.Parse(vector.GetProperty("interface").GetRawText(), Hash);
            AbiFunction function = Assert.Single(abi.Functions);
            Assert.Equal("test()", function.Signature);
            Assert.Equal(StateMutability.Pure, function.Mutability);
            AbiType.Tuple types = VectorValues.Types(vector);
            Assert.Equal(types, function.Outputs);
            Assert.True(function.TryDecodeOutput(
                Hex.Decode(vector.GetProperty("result").GetString()), AbiLayout.Canonical, out AbiValue results, out _));
            Assert.Equal(AbiValue.List(VectorValues.Values(types, vector, "values")), results);
        }
    }

    [Fact]
    public void Events_become_topics_and_data_and_back()
    {
        foreach (JsonElement vector in VectorValues.Read("events.json.gz", 1437))
        {
            AbiType.Tuple types = VectorValues.Types(vector);
            AbiValue[] values = VectorValues.Values(types, vector, "values");
            bool[] indexed =
                [.. vector.GetProperty("indexed").EnumerateArray().Select(flag => flag.ValueKind == JsonValueKind.True)];
            AbiEventParameter[] parameters =
                [.. types.Members.Select((member, i) => new AbiEventParameter($"p{i}", member.Type, indexed[i]))];
            var made = new AbiEvent("testEvent", parameters, vector.GetProperty("anonymous").GetBoolean(), Hash);
            Hash256[] topics =
                [.. vector.GetProperty("topics").EnumerateArray().Select(topic => Hash256.Parse(topic.GetString()!))];
            byte[] data = Hex.Decode(vector.GetProperty("data").GetString());

            Assert.True(made.TryEncode(values, Hash, out AbiLog? log, out AbiProblem? problem), problem?.ToString());
            Assert.Equal(topics, log!.Topics);
            Assert.Equal(data, log.Data);

            bool[] hashed = [.. vector.GetProperty("hashed").EnumerateArray().Select(flag => flag.GetBoolean())];
            Assert.Equal(hashed, parameters.Select(parameter => parameter.IsHashed));
            Assert.True(made.TryDecode(topics, data, AbiLayout.Canonical, out AbiValue read, out problem), problem?.ToString());
            JsonElement normalized = vector.GetProperty("normalizedValues");
            for (int i = 0; i < values.Length; i++)
            {
                Assert.Equal(hashed[i] ? Hash256.Parse(normalized[i].GetString()!) : values[i], read[i]);
            }
        }
    }

    [Fact]
    public void Selectors_are_the_first_bytes_of_the_signatures_hash()
    {
        foreach (JsonElement vector in VectorValues.Read("signatures.json.gz", 1333))
        {
            string signature = vector.GetProperty("signature").GetString()!;
            var function = AbiFunction.Parse(signature, Hash);
            Assert.Equal(signature, function.Signature);
            Assert.Equal(vector.GetProperty("selector").GetString(), function.Selector.ToString());
        }
    }

    [Fact]
    public void Packed_forms_have_the_hashes_that_Solidity_gives_them()
    {
        foreach (JsonElement vector in VectorValues.Read("packed-hashes.json.gz", 1408))
        {
            AbiType.Tuple types = VectorValues.Types(vector);
            AbiValue[] values = VectorValues.Values(types, vector, "values");
            Assert.True(
                AbiPacking.TryEncodePacked(types, values, out byte[] bytes, out AbiProblem? problem), problem?.ToString());
            Assert.Equal(vector.GetProperty("keccak256").GetString(), Hash.Hash(bytes).ToString());
            Assert.Equal(vector.GetProperty("sha256").GetString(), Hex.Encode(SHA256.HashData(bytes)));
        }
    }

    private static void Check(AbiType.Tuple types, AbiValue[] values, string encoding)
    {
        Assert.Equal(encoding, Hex.Encode(AbiCodec.Encode(types, values)));
        foreach (AbiLayout layout in Enum.GetValues<AbiLayout>())
        {
            Assert.Equal(AbiValue.List(values), AbiCodec.Decode(types, Hex.Decode(encoding), layout));
        }
    }

    // This file writes bytes as text and arrays as they are.
    private static AbiValue Basic(AbiType type, JsonElement json) => type switch
    {
        AbiType.Bytes or AbiType.FixedBytes => System.Text.Encoding.UTF8.GetBytes(json.GetString()!),
        AbiType.Array array => AbiValue.List([.. json.EnumerateArray().Select(item => Basic(array.Element, item))]),
        AbiType.Address => Address.Parse(json.GetString()!),
        _ => json.GetUInt64(),
    };
}
