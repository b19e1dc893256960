using Ledger.Domain.Transactions;
using Ledger.Evm.Gas;

namespace Ledger.Evm.Execution;

/// <summary>What a message costs before it runs (Yellow Paper, section 6.2; EIP-2, 2028, 2930, 3860).</summary>
internal static class IntrinsicGas
{
    /// <summary>The cost in gas.</summary>
    public static long Of(
        GasSchedule schedule, ReadOnlySpan<byte> data, bool isCreation, IReadOnlyList<AccessListEntry> accessList)
    {
        long zeros = data.Count((byte)0);
        long gas = GasCosts.Transaction
            + (GasCosts.DataZeroByte * zeros)
            + (GasCosts.DataByte * (data.Length - zeros));
        if (isCreation)
        {
            gas += GasCosts.TransactionCreation + (schedule.InitCodeWord * GasCosts.Words(data.Length));
        }

        foreach (AccessListEntry entry in accessList)
        {
            gas += GasCosts.AccessListAddress + (GasCosts.AccessListSlot * entry.StorageKeys.Count);
        }

        return gas;
    }
}
