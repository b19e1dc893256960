using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm.Precompiles;

namespace Ledger.Evm.Tests.Precompiles;

/// <summary>How 0x06 to 0x08 take call data of any length, and what they refuse (EIP-196, EIP-197).</summary>
public sealed class Bn254PrecompileTests
{
    private const string Zero = "0000000000000000000000000000000000000000000000000000000000000000";
    private const string One = "0000000000000000000000000000000000000000000000000000000000000001";
    private const string Two = "0000000000000000000000000000000000000000000000000000000000000002";
    private const string Modulus = "30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47";
    private const string Infinity = Zero + Zero;

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void Call_data_that_ends_early_reads_on_as_zeros(byte number)
    {
        // The end falls into the second operand: infinity to add, zero to multiply with.
        string expected = number == 6 ? One + Two : Infinity;
        foreach (int length in (int[])[64, 65, 95])
        {
            byte[] input = new byte[length];
            Convert.FromHexString(One + Two).CopyTo(input, 0);
            Assert.Equal(expected, Run(number, input));
        }

        Assert.Equal(Infinity, Run(number, []));
        Assert.Null(Run(number, Convert.FromHexString(One)));
    }

    [Fact]
    public void Call_data_beyond_the_operands_is_ignored()
    {
        Assert.Equal(One + Two, Run(6, Convert.FromHexString(One + Two + Infinity + Modulus)));
        Assert.Equal(One + Two, Run(7, Convert.FromHexString(One + Two + One + Modulus)));
    }

    [Theory]
    [InlineData(6, Modulus + Two)]
    [InlineData(6, One + Modulus)]
    [InlineData(6, One + One)]
    [InlineData(6, One + Two + One + One)]
    [InlineData(7, Modulus + Two)]
    [InlineData(7, One + One)]
    [InlineData(8, One + Two)]
    [InlineData(8, One + One + One + One + One + One)]
    public void What_is_no_point_fails(byte number, string input) =>
        Assert.Null(Run(number, Convert.FromHexString(input)));

    [Fact]
    public void A_pairing_takes_whole_pairs_and_costs_by_them()
    {
        IPrecompile pairing = Find(8);
        Assert.Equal(One, Run(8, []));
        Assert.Equal(One, Run(8, new byte[384]));
        Assert.Equal(45_000, pairing.Cost([]));
        Assert.Equal(45_000 + (2 * 34_000), pairing.Cost(new byte[384]));
        foreach (int length in (int[])[1, 191, 193, 383])
        {
            Assert.Null(Run(8, new byte[length]));
        }
    }

    private static string? Run(byte number, byte[] input)
    {
        IPrecompile precompile = Find(number);
        byte[] output = new byte[precompile.OutputBytesMax(input)];
        output.AsSpan().Fill(0xee);
        return precompile.TryRun(input, output, out int written)
            ? Convert.ToHexStringLower(output.AsSpan(0, written))
            : null;
    }

    private static IPrecompile Find(byte number)
    {
        byte[] address = new byte[Address.SizeBytes];
        address[^1] = number;
        return new PrecompileTable(Fork.Istanbul).Find(new Address(address))!;
    }
}
