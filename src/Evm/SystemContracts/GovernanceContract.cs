using Ledger.Domain.Abi;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.SystemContracts;

/// <summary>What the contracts that decide on a group's parameters share: functions of texts, governors, and the schedule.</summary>
/// <param name="rules">Who may, and when it takes effect.</param>
internal abstract class GovernanceContract(GovernanceRules rules) : ISystemContract
{
    /// <summary>What a change costs in gas: FISCO BCOS's price of a row.</summary>
    private const long ChangeGas = 10_000;

    private const long GasPerWord = 3;

    /// <inheritdoc/>
    public abstract Address Address { get; }

    /// <inheritdoc/>
    public long Cost(ReadOnlySpan<byte> input) => ChangeGas + (GasPerWord * ((input.Length + 31) / 32));

    /// <inheritdoc/>
    public byte[]? Run(SystemCall call) => call.IsStatic ? null : Encode(Decide(call));

    /// <summary>Parses a function; each returns FISCO's result number.</summary>
    protected static AbiFunction Function(string signature, IHashFunction hash) =>
        AbiFunction.Parse(signature, hash);

    /// <summary>What a call asks the latest parameters to become.</summary>
    /// <param name="input">The call data.</param>
    /// <param name="latest">The parameters before.</param>
    /// <param name="changed">The parameters after; the same ones when nothing changes.</param>
    public abstract SystemResult Change(
        ReadOnlySpan<byte> input, GroupParameters latest, out GroupParameters changed);

    private SystemResult Decide(SystemCall call)
    {
        if (!rules.Governors.Contains(call.Caller))
        {
            return SystemResult.PermissionDenied;
        }

        if (call.ReadSchedule() is not GovernanceSchedule schedule)
        {
            return SystemResult.InvalidConfiguration;
        }

        SystemResult result = Change(call.Input.Span, schedule.Latest, out GroupParameters changed);
        if (result != SystemResult.Changed || changed.Equals(schedule.Latest))
        {
            return result;
        }

        if (GroupParametersCheck.Problem(changed) is not null || changed.SequenceWindow >= rules.ActivationDelay)
        {
            return SystemResult.InvalidConfiguration;
        }

        call.WriteSchedule(schedule.With(
            call.BlockNumber, checked(call.BlockNumber + rules.ActivationDelay), changed));
        return SystemResult.Changed;
    }

    private static byte[] Encode(SystemResult result)
    {
        byte[] word = new byte[32];
        if (result < 0)
        {
            word.AsSpan().Fill(byte.MaxValue);
        }

        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(word.AsSpan(28), (int)result);
        return word;
    }
}
