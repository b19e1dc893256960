using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm.Precompiles;

namespace Ledger.Evm.Tests.Precompiles;

/// <summary>What the vectors of EIP-2537 and EIP-4844 leave out: forks, lengths and the ends of the price tables.</summary>
public sealed class Bls12381PrecompileTests
{
    private const int G1PairBytes = 160;
    private const int G2PairBytes = 288;
    private const int PairingBytes = 384;

    [Theory]
    [InlineData(Fork.Istanbul, 0x09)]
    [InlineData(Fork.Shanghai, 0x09)]
    [InlineData(Fork.Cancun, 0x0a)]
    [InlineData(Fork.Prague, 0x11)]
    public void Each_fork_ends_its_addresses_where_its_proposals_do(Fork fork, byte last)
    {
        var table = new PrecompileTable(fork);

        Assert.Equal(last, table.Count);
        Assert.True(table.Contains(At(last)));
        Assert.NotNull(table.Find(At(last)));
        Assert.False(table.Contains(At((byte)(last + 1))));
        Assert.False(table.Contains(At(0)));
    }

    [Theory]
    [InlineData(0x0a, 192)]
    [InlineData(0x0b, 256)]
    [InlineData(0x0c, G1PairBytes)]
    [InlineData(0x0d, 512)]
    [InlineData(0x0e, G2PairBytes)]
    [InlineData(0x0f, PairingBytes)]
    [InlineData(0x10, 64)]
    [InlineData(0x11, 128)]
    public void Input_of_another_length_fails(byte number, int length)
    {
        foreach (int other in new[] { 0, length - 1, length + 1 })
        {
            Assert.False(Run(number, new byte[other]));
        }
    }

    [Theory]
    [InlineData(0x0b, 256)]
    [InlineData(0x0c, G1PairBytes)]
    [InlineData(0x0c, 3 * G1PairBytes)]
    [InlineData(0x0d, 512)]
    [InlineData(0x0e, G2PairBytes)]
    [InlineData(0x0f, PairingBytes)]
    [InlineData(0x0f, 2 * PairingBytes)]
    [InlineData(0x10, 64)]
    [InlineData(0x11, 128)]
    public void Infinity_and_zero_are_valid_input(byte number, int length) => Assert.True(Run(number, new byte[length]));

    [Theory]
    [InlineData(0x0c, 0, 0)]
    [InlineData(0x0c, 1, 12_000)]
    [InlineData(0x0c, 2, 22_776)]
    [InlineData(0x0c, 128, 797_184)]
    [InlineData(0x0c, 129, 803_412)]
    [InlineData(0x0c, 5000, 31_140_000)]
    [InlineData(0x0e, 0, 0)]
    [InlineData(0x0e, 1, 22_500)]
    [InlineData(0x0e, 3, 62_302)]
    [InlineData(0x0e, 128, 1_509_120)]
    [InlineData(0x0e, 129, 1_520_910)]
    [InlineData(0x0f, 0, 37_700)]
    [InlineData(0x0f, 2, 102_900)]
    public void The_price_counts_whole_pairs_and_stays_flat_beyond_the_table(byte number, int pairs, long cost)
    {
        int pairBytes = number switch { 0x0c => G1PairBytes, 0x0e => G2PairBytes, _ => PairingBytes };
        IPrecompile precompile = Find(number);

        Assert.Equal(cost, precompile.Cost(new byte[pairs * pairBytes]));
        Assert.Equal(cost, precompile.Cost(new byte[(pairs * pairBytes) + pairBytes - 1]));
    }

    private static bool Run(byte number, byte[] input)
    {
        IPrecompile precompile = Find(number);
        return precompile.TryRun(input, new byte[precompile.OutputBytesMax(input)], out _);
    }

    private static IPrecompile Find(byte number) => new PrecompileTable(Fork.Prague).Find(At(number))!;

    private static Address At(byte number)
    {
        byte[] address = new byte[Address.SizeBytes];
        address[^1] = number;
        return new Address(address);
    }
}
