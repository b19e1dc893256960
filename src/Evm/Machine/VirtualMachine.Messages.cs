using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm.Bytecode;
using Ledger.Evm.Gas;
using Ledger.Evm.Instructions;
using Ledger.Evm.Precompiles;
using Ledger.Evm.State;
using Ledger.Evm.SystemContracts;

namespace Ledger.Evm.Machine;

internal sealed unsafe partial class VirtualMachine
{
    /// <summary>The longest deployed code in bytes (EIP-170).</summary>
    private const int CodeBytesMax = 24576;

    /// <summary>The first byte that no new code may have (EIP-3541).</summary>
    private const byte ReservedFirstByte = 0xef;

    /// <summary>Starts what a frame asks for.</summary>
    /// <returns>The child to run, or the parent itself when the request was answered at once.</returns>
    private CallFrame Enter(CallFrame parent)
    {
        if (parent.Depth >= DepthMax)
        {
            return Resume(parent, ExitCode.DepthExceeded, parent.Request.Gas, default);
        }

        CallFrame child = FrameAt(parent.Depth + 1);
        return parent.Request.IsCreation ? EnterCreation(parent, child) : EnterCall(parent, child);
    }

    private CallFrame EnterCall(CallFrame parent, CallFrame child)
    {
        CallRequest request = parent.Request;
        bool sends = request.Kind is CallKind.Call or CallKind.CallCode && !request.Value.IsZero;
        if (sends && request.Value > Journal.Account(parent.SelfIndex).Balance)
        {
            return Resume(parent, ExitCode.InsufficientBalance, request.Gas, default);
        }

        child.SetCheckpoint(Journal.Mark());
        int target = Journal.Load(request.Target);
        SetParties(parent, child, request, target);
        if (request.Kind == CallKind.Call)
        {
            Transfer(parent.SelfIndex, target, request.Value);
        }
        else if (request.Kind == CallKind.StaticCall)
        {
            Journal.Touch(target);
        }

        if (_precompiles.Contains(request.Target))
        {
            return RunPrecompile(parent, child, request);
        }

        if (_systemContracts.Find(request.Target) is ISystemContract contract)
        {
            return RunSystemContract(contract, parent, child, request);
        }

        if (request.Code is not CodeImage code)
        {
            return Resume(parent, ExitCode.Success, request.Gas, default);
        }

        child.GasLeft = request.Gas;
        bool isStatic = parent.IsStatic || request.Kind == CallKind.StaticCall;
        child.BeginCall(code, request.InputStart, request.InputLength, isStatic);
        return child;
    }

    private static void SetParties(CallFrame parent, CallFrame child, CallRequest request, int target)
    {
        switch (request.Kind)
        {
            case CallKind.CallCode:
                child.SetParties(parent.Self, parent.SelfIndex, parent.Self, request.Value);
                break;
            case CallKind.DelegateCall:
                child.SetParties(parent.Self, parent.SelfIndex, parent.Caller, parent.Value);
                break;
            default:
                child.SetParties(request.Target, target, parent.Self, request.Value);
                break;
        }
    }

    private CallFrame RunPrecompile(CallFrame parent, CallFrame child, CallRequest request)
    {
        IPrecompile precompile = _precompiles.Find(request.Target);
        ReadOnlySpan<byte> input = request.Input;
        long gas = request.Gas - precompile.Cost(input);
        if (gas >= 0)
        {
            Span<byte> output = child.Memory.Overwrite(precompile.OutputBytesMax(input));
            if (precompile.TryRun(input, output, out int written))
            {
                child.SetOutput(child.Memory.Start, written);
                return Resume(parent, ExitCode.Success, gas, child);
            }
        }

        Journal.Rollback(child.Checkpoint);
        return Resume(parent, gas < 0 ? ExitCode.OutOfGas : ExitCode.PrecompileFailure, 0, default);
    }

    /// <summary>A system contract answers as itself: it cannot lend its code to another account.</summary>
    private CallFrame RunSystemContract(
        ISystemContract contract, CallFrame parent, CallFrame child, CallRequest request)
    {
        long gas = request.Gas - contract.Cost(request.Input);
        bool isAsItself = request.Kind is CallKind.Call or CallKind.StaticCall && request.Value.IsZero;
        byte[]? output = gas < 0 || !isAsItself ? null : contract.Run(new SystemCall(Journal, Hash)
        {
            Caller = parent.Self,
            Input = request.Input.ToArray(),
            IsStatic = parent.IsStatic || request.Kind == CallKind.StaticCall,
            BlockNumber = Block.Number,
        });
        if (output is null)
        {
            Journal.Rollback(child.Checkpoint);
            return Resume(parent, gas < 0 ? ExitCode.OutOfGas : ExitCode.PrecompileFailure, 0, default);
        }

        output.CopyTo(child.Memory.Overwrite(output.Length));
        child.SetOutput(child.Memory.Start, output.Length);
        return Resume(parent, ExitCode.Success, gas, child);
    }

    /// <summary>The creator's nonce moves and the new address is warm before anything can fail (EIP-161, EIP-2929).</summary>
    private CallFrame EnterCreation(CallFrame parent, CallFrame child)
    {
        CallRequest request = parent.Request;
        AccountEntry creator = Journal.Account(parent.SelfIndex);
        if (request.Value > creator.Balance || creator.Nonce == ulong.MaxValue)
        {
            return Resume(parent, ExitCode.InsufficientBalance, request.Gas, default);
        }

        Journal.SetNonce(parent.SelfIndex, creator.Nonce + 1);
        Address address = request.Kind == CallKind.Create2
            ? ContractAddress.FromSalt(Hash, parent.Self, request.Salt, request.Input)
            : ContractAddress.FromNonce(Hash, parent.Self, creator.Nonce);
        int index = Journal.Load(address);
        if (Schedule.HasAccessLists)
        {
            Journal.Warm(index);
        }

        child.SetCheckpoint(Journal.Mark());
        if (Journal.IsTaken(index))
        {
            return Resume(parent, ExitCode.AddressCollision, 0, default);
        }

        Journal.BeginContract(index);
        Transfer(parent.SelfIndex, index, request.Value);
        child.SetParties(address, index, parent.Self, request.Value);
        child.GasLeft = request.Gas;
        child.BeginCreation(request.Input);
        return child;
    }

    /// <summary>Ends a frame: keeps or undoes what it did, and gives the parent its answer.</summary>
    private CallFrame Leave(CallFrame frame, ExitCode exit)
    {
        CallFrame parent = frame.Depth == 0 ? _sender : _frames[frame.Depth - 1];
        if (exit == ExitCode.Success && frame.IsCreation)
        {
            exit = Deploy(frame);
        }

        if (exit == ExitCode.Success)
        {
            return Resume(parent, exit, frame.GasLeft, frame);
        }

        Journal.Rollback(frame.Checkpoint);
        return exit == ExitCode.Revert
            ? Resume(parent, exit, frame.GasLeft, frame)
            : Resume(parent, exit, 0, default);
    }

    private ExitCode Deploy(CallFrame frame)
    {
        ReadOnlySpan<byte> code = frame.Output;
        bool isReserved = Schedule.Fork >= Fork.London && code.Length > 0 && code[0] == ReservedFirstByte;
        if (code.Length > CodeBytesMax || isReserved)
        {
            return ExitCode.InvalidCode;
        }

        frame.GasLeft -= GasCosts.CodeByte * code.Length;
        if (frame.GasLeft < 0)
        {
            return ExitCode.OutOfGas;
        }

        if (!code.IsEmpty)
        {
            Journal.SetCode(frame.SelfIndex, Hash.Hash(code), code.ToArray());
        }

        return ExitCode.Success;
    }

    /// <summary>Gives a parent its answer; it then goes on.</summary>
    /// <param name="parent">Who asked.</param>
    /// <param name="exit">How the request ended.</param>
    /// <param name="gas">What of the child's gas comes back.</param>
    /// <param name="child">Whose output it is; <see langword="null"/> when there is none.</param>
    private CallFrame Resume(CallFrame parent, ExitCode exit, long gas, CallFrame? child)
    {
        CallRequest request = parent.Request;
        bool isSuccess = exit == ExitCode.Success;
        parent.GasLeft += gas;
        _messageExit = exit;
        if (request.IsCreation)
        {
            Answer(parent, isSuccess ? child : null);
            SetReturnData(parent, isSuccess && parent.Depth >= 0 ? null : child);
            return parent;
        }

        Words.Set(parent.Top, isSuccess);
        SetReturnData(parent, child);
        int copied = Math.Min(parent.ReturnDataLength, request.OutputLength);
        if (copied > 0)
        {
            parent.ReturnData[..copied].CopyTo(new Span<byte>(parent.Memory.Start + request.OutputOffset, copied));
        }

        return parent;
    }

    private static void Answer(CallFrame parent, CallFrame? created)
    {
        if (created is null)
        {
            Words.Set(parent.Top, 0);
        }
        else
        {
            Words.Set(parent.Top, created.Self);
        }
    }

    private static void SetReturnData(CallFrame parent, CallFrame? child) =>
        parent.SetReturnData(child is null ? null : child.OutputStart, child?.OutputLength ?? 0);

    private void Transfer(int from, int to, in UInt256 value)
    {
        if (!value.IsZero)
        {
            Journal.Debit(from, value);
        }

        Journal.Credit(to, value);
    }
}
