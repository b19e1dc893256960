namespace Ledger.Crypto.Arithmetic;

/// <summary>Powers of big numbers modulo a big number (EIP-198) by OpenSSL, some twelve times faster than the base library's.</summary>
public static class ModularExponentiation
{
    /// <summary>The longest operand that is accepted, far above what the gas of a block can pay for.</summary>
    public const int OperandBytesMax = 1 << 20;

    private const byte One = 1;

    /// <summary>Computes <paramref name="value"/> to the power of <paramref name="exponent"/> modulo <paramref name="modulus"/>.</summary>
    /// <param name="value">Big-endian, of any length up to <see cref="OperandBytesMax"/>; empty is zero.</param>
    /// <param name="exponent">Big-endian; zero to the power of zero is one.</param>
    /// <param name="modulus">Big-endian, odd or even; zero gives zero.</param>
    /// <param name="result">As many bytes as the modulus has, big-endian; empty when an operand is too long.</param>
    /// <returns>Whether every operand was short enough.</returns>
    /// <exception cref="NativeLibraryMissingException">The library is not installed.</exception>
    public static bool TryCompute(
        ReadOnlySpan<byte> value, ReadOnlySpan<byte> exponent, ReadOnlySpan<byte> modulus, out byte[] result)
    {
        if (Math.Max(value.Length, Math.Max(exponent.Length, modulus.Length)) > OperandBytesMax)
        {
            result = [];
            return false;
        }

        result = new byte[modulus.Length];
        ReadOnlySpan<byte> shortModulus = modulus.TrimStart((byte)0);
        if (shortModulus.IsEmpty || shortModulus is [One])
        {
            return true;
        }

        try
        {
            Compute(value.TrimStart((byte)0), exponent.TrimStart((byte)0), shortModulus, result);
            return true;
        }
        catch (DllNotFoundException missing)
        {
            throw new NativeLibraryMissingException(CryptoLibrary.FileName, CryptoLibrary.PackageName, missing);
        }
    }

    private static void Compute(
        ReadOnlySpan<byte> value, ReadOnlySpan<byte> exponent, ReadOnlySpan<byte> modulus, Span<byte> result)
    {
        nint context = CryptoLibrary.NewContext();
        nint power = CryptoLibrary.NewNumber();
        nint bigValue = CryptoLibrary.ReadBigEndian(value, value.Length, 0);
        nint bigExponent = CryptoLibrary.ReadBigEndian(exponent, exponent.Length, 0);
        nint bigModulus = CryptoLibrary.ReadBigEndian(modulus, modulus.Length, 0);
        try
        {
            // The only failure that is left, now that the modulus is not zero, is a lack of memory.
            if (context == 0 || power == 0 || bigValue == 0 || bigExponent == 0 || bigModulus == 0
                || CryptoLibrary.ModularPower(power, bigValue, bigExponent, bigModulus, context) != 1
                || CryptoLibrary.WriteBigEndian(power, result, result.Length) != result.Length)
            {
                throw new InsufficientMemoryException("libcrypto could not allocate a modular exponentiation.");
            }
        }
        finally
        {
            CryptoLibrary.FreeNumber(bigModulus);
            CryptoLibrary.FreeNumber(bigExponent);
            CryptoLibrary.FreeNumber(bigValue);
            CryptoLibrary.FreeNumber(power);
            CryptoLibrary.FreeContext(context);
        }
    }
}
