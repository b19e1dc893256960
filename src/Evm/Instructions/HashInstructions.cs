using Ledger.Domain.Primitives;
using Ledger.Evm.Gas;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Instructions;

/// <summary>Opcode 0x20: the chain's hash function, straight over memory.</summary>
internal static unsafe class HashInstructions
{
    public static ExitCode Keccak256(CallFrame frame, UInt256* top)
    {
        if (!frame.Memory.TryReserve(top[0], top[-1], ref frame.GasLeft))
        {
            return ExitCode.OutOfGas;
        }

        int length = (int)top[-1].Low64;
        frame.GasLeft -= GasCosts.KeccakWord * GasCosts.Words(length);
        if (frame.GasLeft < 0)
        {
            return ExitCode.OutOfGas;
        }

        Hash256 hash = frame.Machine.Hash.Hash(new ReadOnlySpan<byte>(frame.Memory.At(top[0]), length));
        Words.Read((byte*)&hash, top - 1);
        return ExitCode.Continue;
    }
}
