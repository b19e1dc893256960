using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ledger.Domain.Primitives;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Bytecode;

/// <summary>Code made ready to run: padded, so that the interpreter's loop needs no bounds check, with its jump destinations marked.</summary>
/// <remarks>The bytes live on the pinned heap: pointers into them stay valid as long as the image is reachable.</remarks>
internal sealed unsafe class CodeImage
{
    /// <summary>Zero bytes before the code, so that a PUSH may read 32 bytes that end at its immediate.</summary>
    private const int LeadBytes = UInt256Bytes;

    /// <summary>Zero bytes after the code: a PUSH32 as last byte and the STOP that follows it.</summary>
    private const int TailBytes = UInt256Bytes + 1;

    private const int UInt256Bytes = 32;

    private byte[] _bytes = [];
    private ulong[] _jumpDestinations = [];

    /// <summary>Analyses code once.</summary>
    public CodeImage(ReadOnlySpan<byte> code) => Load(code);

    /// <summary>An image to be filled by <see cref="Load"/>.</summary>
    public CodeImage()
        : this([])
    {
    }

    /// <summary>Length of the code in bytes, padding left out.</summary>
    public int Length { get; private set; }

    /// <summary>The first byte of the code.</summary>
    public byte* Start { get; private set; }

    /// <summary>The account whose code runs instead, where the code is a delegation designator (EIP-7702).</summary>
    public Address? Delegation { get; private set; }

    /// <summary>The code without its padding.</summary>
    public ReadOnlySpan<byte> Code => new(Start, Length);

    /// <summary>Bytes held, for the cache's account.</summary>
    public int SizeBytes => _bytes.Length + (_jumpDestinations.Length * sizeof(ulong));

    /// <summary>Replaces the content; the buffers are kept where they are large enough.</summary>
    public void Load(ReadOnlySpan<byte> code)
    {
        int size = LeadBytes + code.Length + TailBytes;
        if (_bytes.Length < size)
        {
            _bytes = GC.AllocateUninitializedArray<byte>(size, pinned: true);
            Start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_bytes)) + LeadBytes;
            _jumpDestinations = new ulong[(size + 63) / 64];
        }

        _bytes.AsSpan(0, LeadBytes).Clear();
        code.CopyTo(_bytes.AsSpan(LeadBytes));
        _bytes.AsSpan(LeadBytes + code.Length).Clear();
        Length = code.Length;
        Delegation = DelegationDesignator.Read(code);
        MarkJumpDestinations(code);
    }

    /// <summary>Whether a JUMPDEST instruction, not the data of a PUSH, stands at <paramref name="offset"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsJumpDestination(ulong offset) =>
        offset < (ulong)Length && (_jumpDestinations[offset >> 6] & (1UL << (int)offset)) != 0;

    private void MarkJumpDestinations(ReadOnlySpan<byte> code)
    {
        Array.Clear(_jumpDestinations);
        for (int offset = 0; offset < code.Length; offset++)
        {
            byte opcode = code[offset];
            if (opcode == (byte)Opcode.JumpDest)
            {
                _jumpDestinations[offset >> 6] |= 1UL << offset;
            }
            else if (opcode is >= (byte)Opcode.Push1 and <= (byte)Opcode.Push32)
            {
                offset += opcode - (byte)Opcode.Push0;
            }
        }
    }
}
