using System.Text.Json;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm.Precompiles;
using Ledger.Testing;

namespace Ledger.Evm.Tests.Precompiles;

/// <summary>Vectors of go-ethereum's precompiled contracts: output and gas, and inputs that must fail.</summary>
public sealed class PrecompileVectorTests
{
    [Theory]
    [InlineData("ecrecover.json", 1, Fork.Cancun)]
    [InlineData("sha256.json", 2, Fork.Cancun)]
    [InlineData("ripemd160.json", 3, Fork.Cancun)]
    [InlineData("identity.json", 4, Fork.Cancun)]
    [InlineData("modexp_eip198.json", 5, Fork.Istanbul)]
    [InlineData("modexp_eip2565.json", 5, Fork.Cancun)]
    [InlineData("bn254_add.json", 6, Fork.Istanbul)]
    [InlineData("bn254_mul.json", 7, Fork.Istanbul)]
    [InlineData("bn254_pairing.json", 8, Fork.Istanbul)]
    [InlineData("blake2f.json", 9, Fork.Cancun)]
    [InlineData("kzg_point_evaluation.json", 0x0a, Fork.Cancun)]
    [InlineData("bls12_g1add.json", 0x0b, Fork.Prague)]
    [InlineData("bls12_g1msm.json", 0x0c, Fork.Prague)]
    [InlineData("bls12_g2add.json", 0x0d, Fork.Prague)]
    [InlineData("bls12_g2msm.json", 0x0e, Fork.Prague)]
    [InlineData("bls12_pairing.json", 0x0f, Fork.Prague)]
    [InlineData("bls12_map_fp_to_g1.json", 0x10, Fork.Prague)]
    [InlineData("bls12_map_fp2_to_g2.json", 0x11, Fork.Prague)]
    public void A_precompiled_contract_gives_output_and_gas_of_its_vectors(string file, byte number, Fork fork)
    {
        IPrecompile precompile = Find(number, fork);
        foreach (JsonElement vector in Read(file))
        {
            string name = vector.GetProperty("Name").GetString()!;
            byte[] input = Hex.Decode(vector.GetProperty("Input").GetString()!);
            Assert.True(vector.GetProperty("Gas").GetInt64() == precompile.Cost(input), $"gas of {name}");
            byte[] output = new byte[precompile.OutputBytesMax(input)];
            Assert.True(precompile.TryRun(input, output, out int written), name);
            Assert.Equal(vector.GetProperty("Expected").GetString(), Convert.ToHexStringLower(output.AsSpan(0, written)));
        }
    }

    [Theory]
    [InlineData("fail-blake2f.json", 9)]
    [InlineData("fail-kzg_point_evaluation.json", 0x0a)]
    [InlineData("fail-bls12_g1add.json", 0x0b)]
    [InlineData("fail-bls12_g1msm.json", 0x0c)]
    [InlineData("fail-bls12_g2add.json", 0x0d)]
    [InlineData("fail-bls12_g2msm.json", 0x0e)]
    [InlineData("fail-bls12_pairing.json", 0x0f)]
    [InlineData("fail-bls12_map_fp_to_g1.json", 0x10)]
    [InlineData("fail-bls12_map_fp2_to_g2.json", 0x11)]
    public void A_precompiled_contract_refuses_bad_input(string file, byte number)
    {
        IPrecompile precompile = Find(number, Fork.Prague);
        foreach (JsonElement vector in Read(file))
        {
            byte[] input = Hex.Decode(vector.GetProperty("Input").GetString()!);
            byte[] output = new byte[precompile.OutputBytesMax(input)];
            Assert.False(precompile.TryRun(input, output, out _), vector.GetProperty("Name").GetString());
        }
    }

    private static IPrecompile Find(byte number, Fork fork)
    {
        byte[] address = new byte[Address.SizeBytes];
        address[^1] = number;
        return new PrecompileTable(fork).Find(new Address(address))!;
    }

    private static IEnumerable<JsonElement> Read(string file)
    {
        if (TestData.Folder is null)
        {
            Assert.Skip("The conformance data is not on this machine.");
        }

        using var document = JsonDocument.Parse(File.ReadAllText(TestData.Locate("evm", "precompiles", file)));
        return [.. document.RootElement.EnumerateArray().Select(vector => vector.Clone())];
    }
}
