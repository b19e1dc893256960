using System.Text.Json;
using Ledger.Domain.Encoding;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Encoding;

/// <summary>The RLP vectors of ethereum/tests and of ethers.</summary>
public sealed class RlpVectorTests
{
    [Fact]
    public void Ethereum_vectors_are_written_and_read_back()
    {
        foreach (JsonProperty vector in Vectors("rlptest.json").EnumerateObject())
        {
            using var writer = new RlpWriter();
            RlpTree.Write(writer, vector.Value.GetProperty("in"));
            string expected = vector.Value.GetProperty("out").GetString()!;
            Assert.True(expected == Hex.Encode(writer.WrittenSpan), vector.Name);
            Assert.True(RlpTree.IsOneItem(writer.WrittenSpan), vector.Name);
        }
    }

    [Fact]
    public void Ethers_vectors_are_written_and_read_back()
    {
        JsonElement[] vectors = [.. Vectors("ethers-rlp.json").EnumerateArray()];
        Assert.NotEmpty(vectors);
        foreach (JsonElement vector in vectors)
        {
            using var writer = new RlpWriter();
            RlpTree.WriteHex(writer, vector.GetProperty("decoded"));
            Assert.Equal(vector.GetProperty("encoded").GetString(), Hex.Encode(writer.WrittenSpan));
            Assert.Equal(RlpTree.Show(vector.GetProperty("decoded")), RlpTree.Show(new RlpReader(writer.WrittenSpan)));
        }
    }

    [Fact]
    public void Malformed_vectors_are_refused()
    {
        foreach (JsonProperty vector in Vectors("invalidRLPTest.json").EnumerateObject())
        {
            Assert.False(RlpTree.IsOneItem(Hex.Decode(vector.Value.GetProperty("out").GetString())), vector.Name);
        }
    }

    [Fact]
    public void Random_vectors_are_accepted_where_they_say_so()
    {
        foreach (JsonProperty vector in Vectors("random_example.json").EnumerateObject())
        {
            bool isValid = vector.Value.GetProperty("in").GetString() == "VALID";
            Assert.Equal(isValid, RlpTree.IsOneItem(Hex.Decode(vector.Value.GetProperty("out").GetString())));
        }
    }

    private static JsonElement Vectors(string file)
    {
        Assert.SkipWhen(TestData.Folder is null, "The conformance data is not on this machine.");
        return JsonDocument.Parse(File.ReadAllBytes(TestData.Locate("evm", "vectors", "rlp", file))).RootElement;
    }
}
