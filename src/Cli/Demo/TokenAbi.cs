using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Cli.Demo;

/// <summary>Call data of the two ERC-20 functions that the demo uses (EIP-20; Solidity's ABI specification).</summary>
internal static class TokenAbi
{
    // The first four bytes of keccak256 of transfer(address,uint256) and of balanceOf(address).
    private static readonly byte[] TransferSelector = [0xa9, 0x05, 0x9c, 0xbb];
    private static readonly byte[] BalanceOfSelector = [0x70, 0xa0, 0x82, 0x31];

    /// <summary>Call data of <c>transfer</c>.</summary>
    public static byte[] Transfer(Address to, UInt256 value) => [.. TransferSelector, .. Word(to), .. Word(value)];

    /// <summary>Call data of <c>balanceOf</c>, in hexadecimal.</summary>
    public static string BalanceOf(Address holder) => Hex.Encode([.. BalanceOfSelector, .. Word(holder)]);

    /// <summary>A number as one 32-byte word.</summary>
    public static byte[] Word(UInt256 value)
    {
        byte[] word = new byte[UInt256.SizeBytes];
        value.WriteBigEndian(word);
        return word;
    }

    private static byte[] Word(Address address)
    {
        byte[] word = new byte[UInt256.SizeBytes];
        address.Bytes.CopyTo(word.AsSpan(UInt256.SizeBytes - Address.SizeBytes));
        return word;
    }
}
