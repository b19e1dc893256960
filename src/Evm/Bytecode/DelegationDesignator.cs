using Ledger.Domain.Primitives;

namespace Ledger.Evm.Bytecode;

/// <summary>The code of an account that runs another account's code: 0xef0100 and that account's address (EIP-7702).</summary>
/// <remarks>No contract can be deployed with it, since new code may not begin with 0xef (EIP-3541).</remarks>
internal static class DelegationDesignator
{
    /// <summary>Its length in bytes.</summary>
    public const int SizeBytes = PrefixBytes + Address.SizeBytes;

    private const int PrefixBytes = 3;

    private static ReadOnlySpan<byte> Prefix => [0xef, 0x01, 0x00];

    /// <summary>Whether code is a designator.</summary>
    public static bool IsDesignator(ReadOnlySpan<byte> code) => code.Length == SizeBytes && code.StartsWith(Prefix);

    /// <summary>The account whose code runs, or <see langword="null"/> when the code is not a designator.</summary>
    public static Address? Read(ReadOnlySpan<byte> code) => IsDesignator(code) ? new Address(code[PrefixBytes..]) : null;

    /// <summary>The designator of an account.</summary>
    public static byte[] Write(in Address target) => [.. Prefix, .. target.Bytes];
}
