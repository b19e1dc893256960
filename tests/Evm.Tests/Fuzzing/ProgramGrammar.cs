using Ledger.Domain.Primitives;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Tests.Fuzzing;

/// <summary>Writes random programs that get somewhere: it keeps count of the stack, bounds most memory operands, jumps mostly to
/// destinations and calls mostly what exists. A share of everything is garbage, because that must be survived too.</summary>
internal sealed class ProgramGrammar
{
    private const int StackHeightMax = 200;
    private const int MemoryBytesMax = 512;

    private static readonly Opcode[] Binary =
    [
        Opcode.Add, Opcode.Mul, Opcode.Sub, Opcode.Div, Opcode.SDiv, Opcode.Mod, Opcode.SMod, Opcode.Exp, Opcode.SignExtend,
        Opcode.Lt, Opcode.Gt, Opcode.Slt, Opcode.Sgt, Opcode.Eq, Opcode.And, Opcode.Or, Opcode.Xor, Opcode.Byte,
        Opcode.Shl, Opcode.Shr, Opcode.Sar,
    ];

    private static readonly Opcode[] Nullary =
    [
        Opcode.Address, Opcode.Origin, Opcode.Caller, Opcode.CallValue, Opcode.CallDataSize, Opcode.CodeSize, Opcode.GasPrice,
        Opcode.ReturnDataSize, Opcode.Coinbase, Opcode.Timestamp, Opcode.Number, Opcode.PrevRandao, Opcode.GasLimit,
        Opcode.ChainId, Opcode.SelfBalance, Opcode.BaseFee, Opcode.BlobBaseFee, Opcode.Pc, Opcode.MSize, Opcode.Gas,
    ];

    private static readonly Opcode[] Unary =
    [
        Opcode.IsZero, Opcode.Not, Opcode.CallDataLoad, Opcode.BlockHash, Opcode.BlobHash, Opcode.SLoad, Opcode.TLoad,
    ];

    private static readonly Opcode[] Calls = [Opcode.Call, Opcode.CallCode, Opcode.DelegateCall, Opcode.StaticCall];

    private readonly Random _random;
    private readonly Address[] _accounts;
    private readonly Script _code = new();
    private int _height;

    private ProgramGrammar(Random random, Address[] accounts)
    {
        _random = random;
        _accounts = accounts;
    }

    /// <summary>A program.</summary>
    /// <param name="random">The source of choices.</param>
    /// <param name="accounts">Addresses that calls name.</param>
    /// <param name="parts">About how many statements.</param>
    public static byte[] Write(Random random, Address[] accounts, int parts)
    {
        var grammar = new ProgramGrammar(random, accounts);
        for (int i = 0; i < parts; i++)
        {
            grammar.Statement();
        }

        grammar.End();
        return grammar._code.ToArray();
    }

    private void Statement()
    {
        switch (_random.Next(24))
        {
            case < 5: Push(Word()); break;
            case < 9: Operate(2, 1, Pick(Binary)); break;
            case 9: Operate(1, 1, Pick(Unary)); break;
            case 10: Operate(0, 1, Pick(Nullary)); break;
            case 11: Operate(3, 1, _random.Next(2) == 0 ? Opcode.AddMod : Opcode.MulMod); break;
            case < 14: Memory(); break;
            case < 16: Storage(); break;
            case 16: Copy(); break;
            case 17: Hash(); break;
            case 18: Log(); break;
            case 19: Shuffle(); break;
            case 20: Loop(); break;
            case 21: Call(); break;
            case 22: Account(); break;
            default: Rare(); break;
        }
    }

    private void Operate(int takes, int gives, Opcode opcode)
    {
        // Now and then the operands are missing on purpose.
        while (_height < takes && _random.Next(200) != 0)
        {
            Push(Word());
        }

        _code.Do(opcode);
        _height = Math.Clamp(_height - takes + gives, 0, StackHeightMax);
        if (_height == StackHeightMax)
        {
            _code.Do(Opcode.Pop);
            _height--;
        }
    }

    private void Push(UInt256 word)
    {
        _code.Push(word);
        _height++;
    }

    private void Memory()
    {
        Opcode opcode = Pick(Opcode.MLoad, Opcode.MStore, Opcode.MStore8);
        if (opcode != Opcode.MLoad)
        {
            Push(Word());
        }

        Push(Offset());
        Operate(opcode == Opcode.MLoad ? 1 : 2, opcode == Opcode.MLoad ? 1 : 0, opcode);
    }

    private void Storage()
    {
        Opcode opcode = Pick(Opcode.SStore, Opcode.SStore, Opcode.TStore);
        Push(_random.Next(3) == 0 ? 0 : Word());
        Push((ulong)_random.Next(4));
        Operate(2, 0, opcode);
    }

    private void Copy()
    {
        Push((ulong)_random.Next(96));
        Push(_random.Next(4) == 0 ? Word() : (ulong)_random.Next(64));
        Push(Offset());
        Operate(3, 0, Pick(Opcode.CallDataCopy, Opcode.CodeCopy, Opcode.ReturnDataCopy, Opcode.MCopy));
    }

    private void Hash()
    {
        Push((ulong)_random.Next(200));
        Push(Offset());
        Operate(2, 1, Opcode.Keccak256);
    }

    private void Log()
    {
        int topics = _random.Next(5);
        for (int i = 0; i < topics; i++)
        {
            Push(Word());
        }

        Push((ulong)_random.Next(64));
        Push(Offset());
        Operate(2 + topics, 0, Opcode.Log0 + (byte)topics);
    }

    private void Shuffle()
    {
        int depth = _random.Next(16);
        bool isDup = _random.Next(2) == 0;
        int needed = depth + (isDup ? 1 : 2);
        Operate(needed, needed + (isDup ? 1 : 0), (isDup ? Opcode.Dup1 : Opcode.Swap1) + (byte)depth);
    }

    /// <summary>A loop that counts down, with a statement of plain arithmetic as its body.</summary>
    private void Loop()
    {
        Push((ulong)_random.Next(1, 20));
        int start = _code.Length;
        _code.Do(Opcode.JumpDest).Push(1).Do(Opcode.Swap1, Opcode.Sub, Opcode.Dup1).Push(Word(), Word()).Do(Pick(Binary), Opcode.Pop)
            .Raw(0x61, (byte)(start >> 8), (byte)start).Do(Opcode.JumpI);
    }

    private void Call()
    {
        if (_random.Next(4) == 0)
        {
            Create();
            return;
        }

        Opcode opcode = Pick(Calls);
        bool hasValue = opcode is Opcode.Call or Opcode.CallCode;
        Push((ulong)_random.Next(64));
        Push(Offset());
        Push((ulong)_random.Next(128));
        Push(Offset());
        if (hasValue)
        {
            Push(_random.Next(3) == 0 ? (ulong)_random.Next(5) : 0);
        }

        Push(UInt256.FromBigEndian(Pick(_accounts).Bytes));
        Push(_random.Next(3) == 0 ? Word() : (ulong)_random.Next(60_000));
        Operate(hasValue ? 7 : 6, 1, opcode);
    }

    private void Create()
    {
        byte[] init = _random.Next(3) == 0
            ? [(byte)_random.Next(256), (byte)_random.Next(256)]
            : new Script().Push(Word(), 0).Do(Opcode.MStore).Push((ulong)_random.Next(40), 0).Do(Opcode.Return).ToArray();
        _code.Store(init);
        bool isCreate2 = _random.Next(2) == 0;
        if (isCreate2)
        {
            Push((ulong)_random.Next(3));
        }

        Push((ulong)init.Length);
        Push(0);
        Push((ulong)(_random.Next(4) == 0 ? 1 : 0));
        Operate(isCreate2 ? 4 : 3, 1, isCreate2 ? Opcode.Create2 : Opcode.Create);
    }

    private void Account()
    {
        Push(UInt256.FromBigEndian(Pick(_accounts).Bytes));
        Operate(1, 1, Pick(Opcode.Balance, Opcode.ExtCodeSize, Opcode.ExtCodeHash));
    }

    /// <summary>What mostly ends a frame: bytes without sense, a wild jump, a wild memory operand.</summary>
    private void Rare()
    {
        switch (_random.Next(12))
        {
            case 0: _code.Raw((byte)_random.Next(256)); break;
            case 1: _code.Push(Word()).Do(Opcode.Jump); break;
            case 2: _code.Push(Word()).Do(Opcode.MLoad, Opcode.Pop); break;
            case 3: _code.Push(Word(), Word()).Do(Opcode.Keccak256, Opcode.Pop); break;
            case 4: _code.Push(UInt256.FromBigEndian(Pick(_accounts).Bytes)).Do(Opcode.SelfDestruct); break;
            default: _code.Do(Opcode.JumpDest); break;
        }
    }

    private void End()
    {
        switch (_random.Next(6))
        {
            case 0: _code.Push((ulong)_random.Next(100), Offset()).Do(Opcode.Revert); break;
            case 1: _code.Do(Opcode.Stop); break;
            case 2: _code.Raw(0x7f, 1); break;
            default: _code.Push((ulong)_random.Next(100), Offset()).Do(Opcode.Return); break;
        }
    }

    private UInt256 Offset() => (ulong)_random.Next(MemoryBytesMax);

    private UInt256 Word()
    {
        switch (_random.Next(8))
        {
            case 0: return 0;
            case 1: return 1;
            case 2: return UInt256.MaxValue;
            case 3: return UInt256.One << _random.Next(256);
            case 4: return (UInt256.One << _random.Next(256)) - 1;
            case 5: return (ulong)_random.Next(300);
            default:
                Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
                _random.NextBytes(bytes);
                return UInt256.FromBigEndian(bytes[..(1 + _random.Next(UInt256.SizeBytes))]);
        }
    }

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];
}
