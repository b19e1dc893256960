using Ledger.Domain.Primitives;
using Ledger.Evm.Bytecode;

namespace Ledger.Evm.Machine;

/// <summary>A child frame as its parent asks for it; every charge of the asking instruction is already paid.</summary>
/// <remarks>One per frame, overwritten by each request, so that a call allocates nothing.</remarks>
internal sealed unsafe class CallRequest
{
    /// <summary>The instruction.</summary>
    public CallKind Kind { get; set; }

    /// <summary>Gas for the child, the stipend included. The parent has paid all but the stipend.</summary>
    public long Gas { get; set; }

    /// <summary>The account that is called; unused by creations.</summary>
    public Address Target { get; set; }

    /// <summary>The code that runs, of the account called or of the one that it delegates to; <see langword="null"/> without code
    /// and for creations.</summary>
    public CodeImage? Code { get; set; }

    /// <summary>Amount sent, or shown, in wei.</summary>
    public UInt256 Value { get; set; }

    /// <summary>CREATE2's salt.</summary>
    public UInt256 Salt { get; set; }

    /// <summary>First byte of call data or init code; in the parent's memory, which rests until the child is done.</summary>
    public byte* InputStart { get; set; }

    /// <summary>Length of call data or init code in bytes.</summary>
    public int InputLength { get; set; }

    /// <summary>Where in the parent's memory the output goes.</summary>
    public ulong OutputOffset { get; set; }

    /// <summary>How many bytes of output the parent takes at most.</summary>
    public int OutputLength { get; set; }

    /// <summary>Whether the request makes a contract.</summary>
    public bool IsCreation => Kind >= CallKind.Create;

    /// <summary>The call data or init code.</summary>
    public ReadOnlySpan<byte> Input => new(InputStart, InputLength);
}
