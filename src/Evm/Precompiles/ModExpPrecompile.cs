using Ledger.Crypto.Arithmetic;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.Precompiles;

/// <summary>0x05: a power modulo a number, all of any length (EIP-198); cheaper since Berlin (EIP-2565).</summary>
internal sealed class ModExpPrecompile(Fork fork) : IPrecompile
{
    private const int WordBytes = UInt256.SizeBytes;
    private const int OperandsOffset = 3 * WordBytes;
    private const long CostMin = 200;
    private const int Divisor = 3;
    private const int DivisorBeforeBerlin = 20;

    /// <inheritdoc/>
    public byte Number => 0x05;

    /// <inheritdoc/>
    public string Name => "modexp";

    /// <inheritdoc/>
    public long Cost(ReadOnlySpan<byte> input)
    {
        long minimum = fork >= Fork.Berlin ? CostMin : 0;
        if (!TryReadLengths(input, out int baseLength, out UInt256 exponentLength, out int modulusLength))
        {
            return long.MaxValue;
        }

        int longest = Math.Max(baseLength, modulusLength);
        if (longest == 0)
        {
            return minimum;
        }

        if (!exponentLength.TryToInt32(out int length))
        {
            return long.MaxValue;
        }

        UInt128 iterations = Iterations(input, baseLength, length);
        UInt128 cost = fork >= Fork.Berlin
            ? Complexity(longest) * iterations / Divisor
            : ComplexityBeforeBerlin(longest) * iterations / DivisorBeforeBerlin;
        return cost > long.MaxValue ? long.MaxValue : Math.Max(minimum, (long)cost);
    }

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) =>
        TryReadLengths(input, out _, out _, out int modulusLength) ? modulusLength : 0;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        written = 0;
        if (!TryReadLengths(input, out int baseLength, out UInt256 exponentLength, out int modulusLength))
        {
            return false;
        }

        if (modulusLength == 0)
        {
            return true;
        }

        int length = exponentLength.ToInt32Saturating();
        if (Math.Max(Math.Max(baseLength, length), modulusLength) > ModularExponentiation.OperandBytesMax)
        {
            return false;
        }

        ReadOnlySpan<byte> value = Operand(input, OperandsOffset, baseLength);
        ReadOnlySpan<byte> exponent = Operand(input, OperandsOffset + baseLength, length);
        ReadOnlySpan<byte> modulus = Operand(input, OperandsOffset + (long)baseLength + length, modulusLength);
        if (!ModularExponentiation.TryCompute(value, exponent, modulus, out byte[] result))
        {
            return false;
        }

        result.CopyTo(output);
        written = result.Length;
        return true;
    }

    private static UInt128 Complexity(int length)
    {
        UInt128 words = ((uint)length + 7) / 8;
        return words * words;
    }

    private static UInt128 ComplexityBeforeBerlin(int length)
    {
        UInt128 x = (uint)length;
        return length <= 64 ? x * x
            : length <= 1024 ? (x * x / 4) + (96 * x) - 3072
            : (x * x / 16) + (480 * x) - 199680;
    }

    /// <summary>At least one; else the position of the highest bit of the exponent, as far as its first word tells.</summary>
    private static UInt128 Iterations(ReadOnlySpan<byte> input, int baseLength, int exponentLength)
    {
        int headLength = Math.Min(exponentLength, WordBytes);
        var head = UInt256.FromBigEndian(Operand(input, OperandsOffset + (long)baseLength, headLength));
        long beyond = 8L * (exponentLength - headLength);
        return (UInt128)Math.Max(1, beyond + Math.Max(0, head.BitLength - 1));
    }

    private static bool TryReadLengths(
        ReadOnlySpan<byte> input, out int baseLength, out UInt256 exponentLength, out int modulusLength)
    {
        exponentLength = UInt256.FromBigEndian(Operand(input, WordBytes, WordBytes));
        bool isShort = UInt256.FromBigEndian(Operand(input, 0, WordBytes)).TryToInt32(out baseLength);
        return UInt256.FromBigEndian(Operand(input, 2 * WordBytes, WordBytes)).TryToInt32(out modulusLength) && isShort;
    }

    /// <summary>A slice of the input, which goes on with zeros for ever.</summary>
    private static ReadOnlySpan<byte> Operand(ReadOnlySpan<byte> input, long offset, int length)
    {
        if (offset + length <= input.Length)
        {
            return input.Slice((int)offset, length);
        }

        byte[] padded = new byte[length];
        if (offset < input.Length)
        {
            input[(int)offset..].CopyTo(padded);
        }

        return padded;
    }
}
