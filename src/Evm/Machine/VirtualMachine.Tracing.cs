using Ledger.Domain.Primitives;
using Ledger.Evm.Tracing;

namespace Ledger.Evm.Machine;

internal sealed unsafe partial class VirtualMachine
{
    /// <summary>Who is told what the machine does; <see langword="null"/> outside of replays.</summary>
    public Tracer? Tracer { get; set; }

    /// <summary>Whether an address belongs to a precompiled contract.</summary>
    public bool IsPrecompile(in Address address) => _precompiles.Contains(address);

    /// <summary>Starts what a frame asks for, and tells of it.</summary>
    private CallFrame Enter<TTracing>(CallFrame parent)
        where TTracing : struct, ITracing
    {
        if (!TTracing.IsOn || Tracer is not Tracer tracer)
        {
            return Enter(parent);
        }

        tracer.EndStep(parent, ExitCode.Suspend);
        long gasBefore = parent.GasLeft;
        CallFrame next = Enter(parent);
        bool isAnswered = next == parent;
        tracer.OnEnter(Describe(parent, isAnswered ? null : next.Self));
        if (isAnswered)
        {
            tracer.OnExit(new TraceExit(
                _messageExit, parent.Request.Gas - (parent.GasLeft - gasBefore), parent.ReturnData));
        }

        return next;
    }

    /// <summary>Ends a frame, and tells of it.</summary>
    private CallFrame Leave<TTracing>(CallFrame frame, ExitCode exit)
        where TTracing : struct, ITracing
    {
        if (!TTracing.IsOn || Tracer is not Tracer tracer)
        {
            return Leave(frame, exit);
        }

        tracer.EndStep(frame, exit);
        CallFrame parent = frame.Depth == 0 ? _sender : _frames[frame.Depth - 1];
        long gasBefore = parent.GasLeft;
        CallFrame next = Leave(frame, exit);
        bool hasOutput = _messageExit is ExitCode.Success or ExitCode.Revert;
        tracer.OnExit(new TraceExit(
            _messageExit,
            parent.Request.Gas - (parent.GasLeft - gasBefore),
            hasOutput ? frame.Output : default)
        {
            Refused = exit == ExitCode.Success && !hasOutput ? frame.Output : default,
        });
        return next;
    }

    /// <summary>Who calls whom: DELEGATECALL shows its parent's value and STATICCALL none, as in go-ethereum.</summary>
    private static TraceCall Describe(CallFrame parent, Address? created)
    {
        CallRequest request = parent.Request;
        UInt256? value = request.Kind switch
        {
            CallKind.DelegateCall => parent.Value,
            CallKind.StaticCall => null,
            _ => request.Value,
        };
        return new TraceCall
        {
            Kind = request.Kind,
            Depth = parent.Depth + 1,
            From = parent.Self,
            To = request.IsCreation ? created : request.Target,
            Value = value,
            Gas = request.Gas,
            Input = request.Input,
        };
    }
}
