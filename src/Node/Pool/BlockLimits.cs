using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Node.Pool;

/// <summary>How much one proposal may hold: the leader packs until the first limit is reached, and the others vote for no fresh
/// proposal above one. Equal on every node of a group.</summary>
/// <remarks>Gas counts as the transactions declare it, so that everything an Ethereum proposal holds also fits when it is executed. A
/// FISCO transaction declares none; it counts with the least that any transaction uses, and execution leaves to a later block what
/// does not fit.</remarks>
/// <param name="TransactionsMax">The most transactions.</param>
/// <param name="SizeBytesMax">The most bytes of signed transactions; one that is longer alone may stand alone.</param>
/// <param name="GasMax">The most gas that the transactions may declare together.</param>
public sealed record BlockLimits(int TransactionsMax, long SizeBytesMax, long GasMax)
{
    private const long FiscoGas = 21_000;

    /// <summary>The limits that a group decided.</summary>
    public static BlockLimits Of(GroupParameters parameters) =>
        new(parameters.BlockTransactionsMax, parameters.BlockSizeBytesMax, parameters.BlockGasLimit);

    /// <summary>What a transaction counts towards <see cref="GasMax"/>.</summary>
    public static long GasOf(Transaction transaction) =>
        transaction.IsFisco ? FiscoGas
        : transaction.GasLimit <= (UInt256)(ulong)long.MaxValue ? (long)transaction.GasLimit.Low64
        : long.MaxValue;

    /// <summary>Whether a proposal of so many transactions may hold one more.</summary>
    /// <param name="count">The transactions that it holds.</param>
    /// <param name="sizeBytes">Their bytes with the next one's.</param>
    /// <param name="gas">Their gas with the next one's.</param>
    internal bool TakesOneMore(int count, long sizeBytes, long gas) =>
        count == 0 || (count < TransactionsMax && sizeBytes <= SizeBytesMax && gas <= GasMax);
}
