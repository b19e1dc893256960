using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Evm.Bytecode;
using Ledger.Evm.Gas;
using Ledger.Evm.Instructions;
using Ledger.Evm.Precompiles;
using Ledger.Evm.State;
using Ledger.Evm.SystemContracts;

namespace Ledger.Evm.Machine;

/// <summary>Runs messages: frames on an explicit stack of their own, so that 1024 nested calls never deepen the thread's stack.</summary>
/// <remarks>Below frame 0 stands a frame without code that plays the sender: it asks for the message of the transaction as a
/// contract asks for a call, so there is one way to start and one way to end a message.</remarks>
internal sealed unsafe partial class VirtualMachine
{
    /// <summary>How deep calls may nest below the message of the transaction (Yellow Paper, section 8).</summary>
    public const int DepthMax = 1024;

    /// <summary>Frames kept between transactions; deeper ones are made anew.</summary>
    private const int KeptFramesMax = 64;

    private readonly CallFrame _sender;
    private readonly List<CallFrame> _frames = [];
    private readonly PrecompileTable _precompiles;
    private readonly SystemContractTable _systemContracts;
    private readonly CodeCache _codeCache = new();
    private ExitCode _messageExit;

    /// <summary>A machine for one fork and one hash function.</summary>
    public VirtualMachine(GasSchedule schedule, IHashFunction hash, GovernanceRules? governance = null)
    {
        Schedule = schedule;
        Hash = hash;
        Dispatch = new DispatchTable(new InstructionTable(), schedule);
        _precompiles = new PrecompileTable(schedule.Fork);
        _systemContracts = new SystemContractTable(governance, hash);
        Journal = new Journal(_precompiles);
        EmptyCodeHash = hash.Hash([]);
        _sender = new CallFrame(this, -1);
    }

    /// <summary>What execution costs.</summary>
    public GasSchedule Schedule { get; }

    /// <summary>The chain's hash function.</summary>
    public IHashFunction Hash { get; }

    /// <summary>The hash of no bytes.</summary>
    public Hash256 EmptyCodeHash { get; }

    /// <summary>What the loop reads.</summary>
    public DispatchTable Dispatch { get; }

    /// <summary>The state.</summary>
    public Journal Journal { get; }

    /// <summary>The block.</summary>
    public BlockEnvironment Block { get; private set; } = null!;

    /// <summary>ORIGIN.</summary>
    public Address Origin { get; private set; }

    /// <summary>GASPRICE in wei.</summary>
    public UInt256 GasPrice { get; private set; }

    /// <summary>Starts a transaction.</summary>
    public void Begin(IStateView state, BlockEnvironment block, in Address origin, in UInt256 gasPrice)
    {
        Block = block;
        Origin = origin;
        GasPrice = gasPrice;
        Journal.Begin(state);
    }

    /// <summary>Ends a transaction: nothing of it is kept alive.</summary>
    public void End()
    {
        Tracer = null;
        Journal.End();
        if (_frames.Count > KeptFramesMax)
        {
            _frames.RemoveRange(KeptFramesMax, _frames.Count - KeptFramesMax);
        }

        foreach (CallFrame frame in _frames)
        {
            frame.Memory.Reset(trim: true);
        }
    }

    /// <summary>Runs the message of the transaction.</summary>
    /// <param name="target">The callee; <see langword="null"/> creates a contract.</param>
    /// <param name="input">Call data or init code.</param>
    /// <param name="value">The amount sent, which the sender owns.</param>
    /// <param name="gas">Gas, the intrinsic cost already taken off.</param>
    public MessageResult Run(in Address? target, ReadOnlySpan<byte> input, in UInt256 value, long gas)
    {
        Span<byte> memory = _sender.Memory.Overwrite(input.Length);
        input.CopyTo(memory);
        _sender.SetParties(Origin, Journal.Load(Origin), Origin, default);
        _sender.GasLeft = 0;
        _sender.Top = _sender.StackBase + 1;

        CallRequest request = _sender.Request;
        request.Kind = target is null ? CallKind.Create : CallKind.Call;
        request.Gas = gas;
        request.Target = target.GetValueOrDefault();
        request.Code = target is Address callee ? CalleeCode(Journal.Load(callee), out _) : null;
        request.Value = value;
        request.InputStart = _sender.Memory.Start;
        request.InputLength = input.Length;
        request.OutputLength = 0;
        if (Tracer is null)
        {
            RunFrames<Untraced>();
        }
        else
        {
            RunFrames<Traced>();
        }

        return new MessageResult(_messageExit, _sender.GasLeft, Words.ToAddress(_sender.Top));
    }

    /// <summary>What the message returned; valid until the next one.</summary>
    public ReadOnlySpan<byte> Output => _sender.ReturnData;

    /// <summary>What the first access to an account in a transaction costs on top (EIP-2929).</summary>
    public long AccessCost(int account) =>
        Schedule.HasAccessLists && Journal.Warm(account) ? Schedule.ColdAccount : 0;

    /// <summary>The code that a call of an account runs; a delegation is followed once (EIP-7702).</summary>
    /// <param name="account">The account called.</param>
    /// <param name="cost">What following its delegation costs, in gas; the account delegated to is warm then.</param>
    /// <returns><see langword="null"/> when there is no code.</returns>
    public CodeImage? CalleeCode(int account, out long cost)
    {
        cost = 0;
        CodeImage? code = Image(Journal.Account(account).CodeHash);
        if (!Schedule.HasDelegations || code?.Delegation is not Address target)
        {
            return code;
        }

        int delegated = Journal.Load(target);
        cost = Schedule.Base[Opcode.Call] + AccessCost(delegated);
        return Image(Journal.Account(delegated).CodeHash);
    }

    /// <summary>Whether there is code or a precompiled contract at an address.</summary>
    public bool IsCallable(in Address address) =>
        _precompiles.Contains(address) || !Journal.Account(Journal.Load(address)).CodeHash.IsZero;

    private void RunFrames<TTracing>()
        where TTracing : struct, ITracing
    {
        CallFrame frame = Enter<TTracing>(_sender);
        while (frame.Depth >= 0)
        {
            ExitCode exit = Interpreter.Run<TTracing>(frame);
            frame = exit == ExitCode.Suspend ? Enter<TTracing>(frame) : Leave<TTracing>(frame, exit);
        }
    }

    private CallFrame FrameAt(int depth)
    {
        if (depth == _frames.Count)
        {
            _frames.Add(new CallFrame(this, depth));
        }

        return _frames[depth];
    }

    private CodeImage? Image(in Hash256 codeHash)
    {
        if (codeHash.IsZero)
        {
            return null;
        }

        if (!_codeCache.TryGet(codeHash, out CodeImage image))
        {
            // A view may lack the code for the moment (it then runs again): such emptiness must not be remembered.
            ReadOnlyMemory<byte> code = Journal.Code(codeHash);
            if (code.IsEmpty)
            {
                return null;
            }

            image = new CodeImage(code.Span);
            _codeCache.Add(codeHash, image);
        }

        return image;
    }
}
