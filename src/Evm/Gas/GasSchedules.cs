using Ledger.Domain.Governance;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Gas;

/// <summary>The history of gas: each fork's schedule is the previous one and what its EIPs changed.</summary>
internal static class GasSchedules
{
    private const short Zero = 0;
    private const short JumpDest = 1;
    private const short Quick = 2;
    private const short Fastest = 3;
    private const short Fast = 5;
    private const short Mid = 8;
    private const short Slow = 10;
    private const short ExternalCode = 700;
    private const short WarmAccess = 100;

    private static readonly GasSchedule[] Schedules =
    [
        Istanbul(),
        Berlin(),
        London(),
        London() with { Fork = Fork.Paris },
        Shanghai(),
        Cancun(),
        Cancun() with { Fork = Fork.Prague },
    ];

    /// <summary>The schedule of a fork. What Prague changes are costs outside the tables: <see cref="GasSchedule.HasDelegations"/>
    /// and <see cref="GasSchedule.HasDataFloor"/>.</summary>
    public static GasSchedule For(Fork fork) => fork is >= Fork.Istanbul and <= Fork.Prague
        ? Schedules[(int)fork]
        : throw new ArgumentOutOfRangeException(nameof(fork), fork, "This fork has no gas schedule.");

    private static GasSchedule Istanbul() => new()
    {
        Fork = Fork.Istanbul,
        Base = IstanbulCalls(IstanbulWords(new OpcodeCosts())),
        SStoreNoop = 800,
        SStoreSet = 20000,
        SStoreReset = 5000,
        SStoreClearRefund = 15000,
        SelfDestructRefund = 24000,
        RefundDivisor = 2,
    };

    /// <summary>Yellow Paper, appendix G, for opcodes that work on words; EIP-1344 and EIP-1884 for the two youngest.</summary>
    private static OpcodeCosts IstanbulWords(OpcodeCosts costs) => costs
        .With(Zero, Opcode.Stop, Opcode.Return, Opcode.Revert)
        .With(JumpDest, Opcode.JumpDest)
        .With(
            Quick, Opcode.Address, Opcode.Origin, Opcode.Caller, Opcode.CallValue, Opcode.CallDataSize, Opcode.CodeSize,
            Opcode.GasPrice, Opcode.Coinbase, Opcode.Timestamp, Opcode.Number, Opcode.PrevRandao, Opcode.GasLimit,
            Opcode.ReturnDataSize, Opcode.Pop, Opcode.Pc, Opcode.MSize, Opcode.Gas, Opcode.ChainId)
        .With(
            Fastest, Opcode.Add, Opcode.Sub, Opcode.Lt, Opcode.Gt, Opcode.Slt, Opcode.Sgt, Opcode.Eq, Opcode.IsZero,
            Opcode.And, Opcode.Or, Opcode.Xor, Opcode.Not, Opcode.Byte, Opcode.Shl, Opcode.Shr, Opcode.Sar,
            Opcode.CallDataLoad, Opcode.CallDataCopy, Opcode.CodeCopy, Opcode.ReturnDataCopy,
            Opcode.MLoad, Opcode.MStore, Opcode.MStore8)
        .WithRange(Fastest, Opcode.Push1, Opcode.Swap16)
        .With(Fast, Opcode.Mul, Opcode.Div, Opcode.SDiv, Opcode.Mod, Opcode.SMod, Opcode.SignExtend, Opcode.SelfBalance)
        .With(Mid, Opcode.AddMod, Opcode.MulMod, Opcode.Jump)
        .With(Slow, Opcode.Exp, Opcode.JumpI)
        .With(20, Opcode.BlockHash)
        .With(30, Opcode.Keccak256);

    /// <summary>Yellow Paper, appendix G, for opcodes that reach beyond the frame, with EIP-150 and EIP-1884.</summary>
    private static OpcodeCosts IstanbulCalls(OpcodeCosts costs) => costs
        .With(ExternalCode, Opcode.ExtCodeSize, Opcode.ExtCodeCopy, Opcode.ExtCodeHash, Opcode.Balance)
        .With(ExternalCode, Opcode.Call, Opcode.CallCode, Opcode.DelegateCall, Opcode.StaticCall)
        .With(800, Opcode.SLoad)
        .With(5000, Opcode.SelfDestruct)
        .With(32000, Opcode.Create, Opcode.Create2)
        .WithRange(375, Opcode.Log0, Opcode.Log4);

    /// <summary>EIP-2929: cold and warm accesses.</summary>
    private static GasSchedule Berlin()
    {
        GasSchedule previous = Istanbul();
        return previous with
        {
            Fork = Fork.Berlin,
            Base = previous.Base.With(
                WarmAccess, Opcode.SLoad, Opcode.Balance, Opcode.ExtCodeSize, Opcode.ExtCodeCopy, Opcode.ExtCodeHash,
                Opcode.Call, Opcode.CallCode, Opcode.DelegateCall, Opcode.StaticCall),
            ColdAccount = 2600 - WarmAccess,
            ColdSLoad = 2100 - WarmAccess,
            ColdSStore = 2100,
            ColdBeneficiary = 2600,
            SStoreNoop = WarmAccess,
            SStoreReset = 5000 - 2100,
        };
    }

    /// <summary>EIP-3198: BASEFEE. EIP-3529: smaller refunds.</summary>
    private static GasSchedule London()
    {
        GasSchedule previous = Berlin();
        return previous with
        {
            Fork = Fork.London,
            Base = previous.Base.With(Quick, Opcode.BaseFee),
            SStoreClearRefund = 4800,
            SelfDestructRefund = 0,
            RefundDivisor = 5,
        };
    }

    /// <summary>EIP-3855: PUSH0. EIP-3860: init code is limited and metered.</summary>
    private static GasSchedule Shanghai()
    {
        GasSchedule previous = London();
        return previous with
        {
            Fork = Fork.Shanghai,
            Base = previous.Base.With(Quick, Opcode.Push0),
            InitCodeWord = 2,
            InitCodeBytesMax = 2 * 24576,
        };
    }

    /// <summary>EIP-1153: transient storage. EIP-5656: MCOPY. EIP-4844 and EIP-7516: blobs.</summary>
    private static GasSchedule Cancun()
    {
        GasSchedule previous = Shanghai();
        return previous with
        {
            Fork = Fork.Cancun,
            Base = previous.Base
                .With(WarmAccess, Opcode.TLoad, Opcode.TStore)
                .With(Fastest, Opcode.MCopy, Opcode.BlobHash)
                .With(Quick, Opcode.BlobBaseFee),
        };
    }
}
