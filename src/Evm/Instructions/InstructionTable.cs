using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Instructions;

/// <summary>Every opcode, one row each: words in, words out, body, and the fork that brought it.</summary>
/// <remarks>What an opcode costs stands in the fork's <see cref="Gas.GasSchedule"/>. Rows without a body are run by the
/// interpreter's loop, because they move its instruction pointer.</remarks>
internal sealed unsafe class InstructionTable
{
    private readonly Instruction[] _rows = new Instruction[256];

    /// <summary>Builds the table.</summary>
    public InstructionTable()
    {
        AddArithmetic();
        AddComparison();
        AddEnvironment();
        AddBlock();
        AddMemory();
        AddFlow();
        AddStack();
        AddSystem();
    }

    /// <summary>The row of an opcode; without a name where none is defined.</summary>
    public ref readonly Instruction this[Opcode opcode] => ref _rows[(byte)opcode];

    /// <summary>Whether a fork defines an opcode.</summary>
    public bool IsDefined(Opcode opcode, Fork fork) => this[opcode].Name is not null && this[opcode].Since <= fork;

    private void AddArithmetic()
    {
        Add(Opcode.Stop, "STOP", 0, 0, &HaltInstructions.Stop);
        Add(Opcode.Add, "ADD", 2, 1, &ArithmeticInstructions.Add);
        Add(Opcode.Mul, "MUL", 2, 1, &ArithmeticInstructions.Mul);
        Add(Opcode.Sub, "SUB", 2, 1, &ArithmeticInstructions.Sub);
        Add(Opcode.Div, "DIV", 2, 1, &ArithmeticInstructions.Div);
        Add(Opcode.SDiv, "SDIV", 2, 1, &ArithmeticInstructions.SDiv);
        Add(Opcode.Mod, "MOD", 2, 1, &ArithmeticInstructions.Mod);
        Add(Opcode.SMod, "SMOD", 2, 1, &ArithmeticInstructions.SMod);
        Add(Opcode.AddMod, "ADDMOD", 3, 1, &ArithmeticInstructions.AddMod);
        Add(Opcode.MulMod, "MULMOD", 3, 1, &ArithmeticInstructions.MulMod);
        Add(Opcode.Exp, "EXP", 2, 1, &ArithmeticInstructions.Exp);
        Add(Opcode.SignExtend, "SIGNEXTEND", 2, 1, &ArithmeticInstructions.SignExtend);
        Add(Opcode.Keccak256, "KECCAK256", 2, 1, &HashInstructions.Keccak256);
    }

    private void AddComparison()
    {
        Add(Opcode.Lt, "LT", 2, 1, &ComparisonInstructions.Lt);
        Add(Opcode.Gt, "GT", 2, 1, &ComparisonInstructions.Gt);
        Add(Opcode.Slt, "SLT", 2, 1, &ComparisonInstructions.Slt);
        Add(Opcode.Sgt, "SGT", 2, 1, &ComparisonInstructions.Sgt);
        Add(Opcode.Eq, "EQ", 2, 1, &ComparisonInstructions.Eq);
        Add(Opcode.IsZero, "ISZERO", 1, 1, &ComparisonInstructions.IsZero);
        Add(Opcode.And, "AND", 2, 1, &ComparisonInstructions.And);
        Add(Opcode.Or, "OR", 2, 1, &ComparisonInstructions.Or);
        Add(Opcode.Xor, "XOR", 2, 1, &ComparisonInstructions.Xor);
        Add(Opcode.Not, "NOT", 1, 1, &ComparisonInstructions.Not);
        Add(Opcode.Byte, "BYTE", 2, 1, &ComparisonInstructions.Byte);
        Add(Opcode.Shl, "SHL", 2, 1, &ComparisonInstructions.Shl);
        Add(Opcode.Shr, "SHR", 2, 1, &ComparisonInstructions.Shr);
        Add(Opcode.Sar, "SAR", 2, 1, &ComparisonInstructions.Sar);
    }

    private void AddEnvironment()
    {
        Add(Opcode.Address, "ADDRESS", 0, 1, &EnvironmentInstructions.Address);
        Add(Opcode.Balance, "BALANCE", 1, 1, &AccountInstructions.Balance);
        Add(Opcode.Origin, "ORIGIN", 0, 1, &EnvironmentInstructions.Origin);
        Add(Opcode.Caller, "CALLER", 0, 1, &EnvironmentInstructions.Caller);
        Add(Opcode.CallValue, "CALLVALUE", 0, 1, &EnvironmentInstructions.CallValue);
        Add(Opcode.CallDataLoad, "CALLDATALOAD", 1, 1, &EnvironmentInstructions.CallDataLoad);
        Add(Opcode.CallDataSize, "CALLDATASIZE", 0, 1, &EnvironmentInstructions.CallDataSize);
        Add(Opcode.CallDataCopy, "CALLDATACOPY", 3, 0, &MemoryInstructions.CallDataCopy);
        Add(Opcode.CodeSize, "CODESIZE", 0, 1, &EnvironmentInstructions.CodeSize);
        Add(Opcode.CodeCopy, "CODECOPY", 3, 0, &MemoryInstructions.CodeCopy);
        Add(Opcode.GasPrice, "GASPRICE", 0, 1, &EnvironmentInstructions.GasPrice);
        Add(Opcode.ExtCodeSize, "EXTCODESIZE", 1, 1, &AccountInstructions.ExtCodeSize);
        Add(Opcode.ExtCodeCopy, "EXTCODECOPY", 4, 0, &AccountInstructions.ExtCodeCopy);
        Add(Opcode.ReturnDataSize, "RETURNDATASIZE", 0, 1, &EnvironmentInstructions.ReturnDataSize);
        Add(Opcode.ReturnDataCopy, "RETURNDATACOPY", 3, 0, &MemoryInstructions.ReturnDataCopy);
        Add(Opcode.ExtCodeHash, "EXTCODEHASH", 1, 1, &AccountInstructions.ExtCodeHash);
    }

    private void AddBlock()
    {
        Add(Opcode.BlockHash, "BLOCKHASH", 1, 1, &BlockInstructions.BlockHash);
        Add(Opcode.Coinbase, "COINBASE", 0, 1, &BlockInstructions.Coinbase);
        Add(Opcode.Timestamp, "TIMESTAMP", 0, 1, &BlockInstructions.Timestamp);
        Add(Opcode.Number, "NUMBER", 0, 1, &BlockInstructions.Number);
        Add(Opcode.PrevRandao, "PREVRANDAO", 0, 1, &BlockInstructions.PrevRandao);
        Add(Opcode.GasLimit, "GASLIMIT", 0, 1, &BlockInstructions.GasLimit);
        Add(Opcode.ChainId, "CHAINID", 0, 1, &BlockInstructions.ChainId);
        Add(Opcode.SelfBalance, "SELFBALANCE", 0, 1, &AccountInstructions.SelfBalance);
        Add(Opcode.BaseFee, "BASEFEE", 0, 1, &BlockInstructions.BaseFee, Fork.London);
        Add(Opcode.BlobHash, "BLOBHASH", 1, 1, &BlockInstructions.BlobHash, Fork.Cancun);
        Add(Opcode.BlobBaseFee, "BLOBBASEFEE", 0, 1, &BlockInstructions.BlobBaseFee, Fork.Cancun);
    }

    private void AddMemory()
    {
        Add(Opcode.MLoad, "MLOAD", 1, 1, &MemoryInstructions.MLoad);
        Add(Opcode.MStore, "MSTORE", 2, 0, &MemoryInstructions.MStore);
        Add(Opcode.MStore8, "MSTORE8", 2, 0, &MemoryInstructions.MStore8);
        Add(Opcode.MSize, "MSIZE", 0, 1, &MemoryInstructions.MSize);
        Add(Opcode.MCopy, "MCOPY", 3, 0, &MemoryInstructions.MCopy, Fork.Cancun);
        Add(Opcode.SLoad, "SLOAD", 1, 1, &StorageInstructions.SLoad);
        Add(Opcode.SStore, "SSTORE", 2, 0, &StorageInstructions.SStore);
        Add(Opcode.TLoad, "TLOAD", 1, 1, &StorageInstructions.TLoad, Fork.Cancun);
        Add(Opcode.TStore, "TSTORE", 2, 0, &StorageInstructions.TStore, Fork.Cancun);
    }

    private void AddFlow()
    {
        Add(Opcode.Jump, "JUMP", 1, 0, null);
        Add(Opcode.JumpI, "JUMPI", 2, 0, null);
        Add(Opcode.Pc, "PC", 0, 1, null);
        Add(Opcode.JumpDest, "JUMPDEST", 0, 0, null);
        Add(Opcode.Gas, "GAS", 0, 1, &EnvironmentInstructions.Gas);
    }

    private void AddStack()
    {
        Add(Opcode.Pop, "POP", 1, 0, null);
        Add(Opcode.Push0, "PUSH0", 0, 1, null, Fork.Shanghai);
        for (int size = 1; size <= UInt256.SizeBytes; size++)
        {
            Add(Opcode.Push0 + (byte)size, $"PUSH{size}", 0, 1, null, immediateBytes: size);
        }

        for (int depth = 1; depth <= 16; depth++)
        {
            Add(Opcode.Dup1 + (byte)(depth - 1), $"DUP{depth}", depth, depth + 1, null);
            Add(Opcode.Swap1 + (byte)(depth - 1), $"SWAP{depth}", depth + 1, depth + 1, null);
        }
    }

    private void AddSystem()
    {
        Add(Opcode.Log0, "LOG0", 2, 0, &LogInstructions.Log0);
        Add(Opcode.Log1, "LOG1", 3, 0, &LogInstructions.Log1);
        Add(Opcode.Log2, "LOG2", 4, 0, &LogInstructions.Log2);
        Add(Opcode.Log3, "LOG3", 5, 0, &LogInstructions.Log3);
        Add(Opcode.Log4, "LOG4", 6, 0, &LogInstructions.Log4);
        Add(Opcode.Create, "CREATE", 3, 1, &CreateInstructions.Create);
        Add(Opcode.Call, "CALL", 7, 1, &CallInstructions.Call);
        Add(Opcode.CallCode, "CALLCODE", 7, 1, &CallInstructions.CallCode);
        Add(Opcode.Return, "RETURN", 2, 0, &HaltInstructions.Return);
        Add(Opcode.DelegateCall, "DELEGATECALL", 6, 1, &CallInstructions.DelegateCall);
        Add(Opcode.Create2, "CREATE2", 4, 1, &CreateInstructions.Create2);
        Add(Opcode.StaticCall, "STATICCALL", 6, 1, &CallInstructions.StaticCall);
        Add(Opcode.Revert, "REVERT", 2, 0, &HaltInstructions.Revert);
        Add(Opcode.Invalid, "INVALID", 0, 0, &HaltInstructions.Invalid);
        Add(Opcode.SelfDestruct, "SELFDESTRUCT", 1, 0, &HaltInstructions.SelfDestruct);
    }

    private void Add(
        Opcode opcode,
        string name,
        int stackIn,
        int stackOut,
        delegate*<CallFrame, UInt256*, ExitCode> run,
        Fork since = Fork.Istanbul,
        int immediateBytes = 0) =>
        _rows[(byte)opcode] = new Instruction(name, stackIn, stackOut, run, since, immediateBytes);
}
