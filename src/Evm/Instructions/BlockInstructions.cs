using Ledger.Domain.Primitives;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Instructions;

/// <summary>What a frame knows of its block (Yellow Paper, appendix H.2, "Block information"; EIP-1344, 3198, 4399, 4844, 7516).</summary>
internal static unsafe class BlockInstructions
{
    /// <summary>How many blocks back BLOCKHASH sees.</summary>
    public const long BlockHashesMax = 256;

    public static ExitCode BlockHash(CallFrame frame, UInt256* top)
    {
        BlockEnvironment block = frame.Machine.Block;
        bool isSeen = top->IsUInt64
            && top->Low64 < (ulong)block.Number
            && (long)top->Low64 >= block.Number - BlockHashesMax;
        Hash256 hash = isSeen ? block.BlockHash((long)top->Low64) : default;
        Words.Read((byte*)&hash, top);
        return ExitCode.Continue;
    }

    public static ExitCode Coinbase(CallFrame frame, UInt256* top)
    {
        Words.Set(top + 1, frame.Machine.Block.Coinbase);
        return ExitCode.Continue;
    }

    public static ExitCode Timestamp(CallFrame frame, UInt256* top)
    {
        Words.Set(top + 1, frame.Machine.Block.Timestamp);
        return ExitCode.Continue;
    }

    public static ExitCode Number(CallFrame frame, UInt256* top)
    {
        Words.Set(top + 1, (ulong)frame.Machine.Block.Number);
        return ExitCode.Continue;
    }

    public static ExitCode PrevRandao(CallFrame frame, UInt256* top)
    {
        top[1] = frame.Machine.Block.PrevRandao;
        return ExitCode.Continue;
    }

    public static ExitCode GasLimit(CallFrame frame, UInt256* top)
    {
        Words.Set(top + 1, (ulong)frame.Machine.Block.GasLimit);
        return ExitCode.Continue;
    }

    public static ExitCode ChainId(CallFrame frame, UInt256* top)
    {
        top[1] = frame.Machine.Block.ChainId;
        return ExitCode.Continue;
    }

    public static ExitCode BaseFee(CallFrame frame, UInt256* top)
    {
        top[1] = frame.Machine.Block.BaseFee;
        return ExitCode.Continue;
    }

    /// <summary>BLOBHASH (EIP-4844): zero beyond the transaction's blobs, and no transaction here carries any.</summary>
    public static ExitCode BlobHash(CallFrame _, UInt256* top)
    {
        Words.Set(top, 0);
        return ExitCode.Continue;
    }

    public static ExitCode BlobBaseFee(CallFrame frame, UInt256* top)
    {
        top[1] = frame.Machine.Block.BlobBaseFee;
        return ExitCode.Continue;
    }
}
