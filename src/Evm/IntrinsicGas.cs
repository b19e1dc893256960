using Ledger.Domain.Transactions;
using Ledger.Evm.Gas;

namespace Ledger.Evm;

/// <summary>What a message costs before it runs (Yellow Paper, section 6.2; EIP-2, 2028, 2930, 3860, 7702), and what it costs at
/// least for its data (EIP-7623).</summary>
/// <param name="Gas">Taken off the gas limit before anything runs.</param>
/// <param name="Floor">The least gas used, whatever it does; 0 before Prague. The limit must cover it.</param>
public readonly record struct IntrinsicGas(long Gas, long Floor)
{
    internal static IntrinsicGas Of(
        GasSchedule schedule,
        ReadOnlySpan<byte> data,
        bool isCreation,
        IReadOnlyList<AccessListEntry> accessList,
        int authorizations)
    {
        long zeros = data.Count((byte)0);
        long others = data.Length - zeros;
        long gas = GasCosts.Transaction
            + (GasCosts.DataZeroByte * zeros)
            + (GasCosts.DataByte * others)
            + (GasCosts.Authorization * authorizations);
        if (isCreation)
        {
            gas += GasCosts.TransactionCreation + (schedule.InitCodeWord * GasCosts.Words(data.Length));
        }

        foreach (AccessListEntry entry in accessList)
        {
            gas += GasCosts.AccessListAddress + (GasCosts.AccessListSlot * entry.StorageKeys.Count);
        }

        long floor = schedule.HasDataFloor
            ? GasCosts.Transaction + (GasCosts.FloorToken * (zeros + (GasCosts.FloorTokensOfByte * others)))
            : 0;
        return new IntrinsicGas(gas, floor);
    }
}
