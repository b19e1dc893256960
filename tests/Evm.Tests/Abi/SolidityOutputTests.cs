using System.IO.Compression;
using System.Text.Json;
using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.Transactions;
using Ledger.Testing;

namespace Ledger.Evm.Tests.Abi;

/// <summary>Contracts compiled by solc 0.4.18 that return values: deployed, called, and their output read by the codec.</summary>
public sealed class SolidityOutputTests
{
    private const int Contracts = 325;

    /// <summary>Contracts whose types stand in another file, under the same name.</summary>
    private const int ContractsWithTypes = 233;

    private const long Gas = 100_000_000;

    [Fact]
    public void Solidity_encodes_what_the_codec_encodes()
    {
        Dictionary<string, JsonElement> typed = Read("abi2-encode.json.gz").ToDictionary(vector => Text(vector, "name"));
        JsonElement[] vectors = Read("solidity-e2e.json.gz");
        Assert.Equal(Contracts, vectors.Length);
        int read = 0;
        foreach (JsonElement vector in vectors)
        {
            byte[] output = CallDeployed(Hex.Decode(Text(vector, "initcode")), Hex.Decode(Text(vector, "call")));
            Assert.Equal(Text(vector, "result"), Hex.Encode(output));
            if (typed.TryGetValue(Text(vector, "name"), out JsonElement known) && Text(known, "result") == Text(vector, "result"))
            {
                string types = string.Join(',', known.GetProperty("types").EnumerateArray().Select(type => type.GetString()));
                AbiType.Tuple outputs = AbiType.ParseTuple($"({types})");
                Assert.Equal(output, AbiCodec.Encode(outputs, AbiCodec.Decode(outputs, output).Items));
                read++;
            }
        }

        Assert.Equal(ContractsWithTypes, read);
    }

    private static byte[] CallDeployed(byte[] initCode, byte[] data)
    {
        var executor = new TransactionExecutor(new ExecutionRules { Fork = Fork.Cancun }, CryptoSuites.Secp256k1);
        TransactionOutcome deployment = executor.Call(
            new WorldState(), Run.Block, new CallMessage(Run.Sender, null, initCode, 0, Gas, 0, []));
        Assert.Equal(TransactionStatus.Success, deployment.Receipt!.Status);
        Receipt receipt = Run.Code(
            new WorldState().With(Run.Contract, code: deployment.Receipt.Output.ToArray()), data: data);
        Assert.Equal(TransactionStatus.Success, receipt.Status);
        return receipt.Output.ToArray();
    }

    private static JsonElement[] Read(string name)
    {
        Assert.SkipWhen(TestData.Folder is null, "The conformance data is not on this machine.");
        using FileStream file = File.OpenRead(TestData.Locate("evm", "vectors", "abi", name));
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        return [.. JsonDocument.Parse(unpacked).RootElement.EnumerateArray()];
    }

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;
}
