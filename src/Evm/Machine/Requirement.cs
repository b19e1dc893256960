using System.Runtime.InteropServices;

namespace Ledger.Evm.Machine;

/// <summary>What the loop checks before an instruction, packed so that a check is one comparison and one subtraction.</summary>
/// <param name="HeightBytesMin">The least height of the stack in bytes; unreachable for an undefined opcode.</param>
/// <param name="HeightBytesSpan">How much higher the stack may be without overflowing.</param>
/// <param name="Gas">The base cost.</param>
/// <param name="TopBytesChange">How far the top of the stack moves.</param>
[StructLayout(LayoutKind.Sequential, Pack = 2, Size = 8)]
internal readonly record struct Requirement(ushort HeightBytesMin, ushort HeightBytesSpan, short Gas, short TopBytesChange);
