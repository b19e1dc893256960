using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.EvmConformance.StateTests;

/// <summary>The chain of every test, and which transactions are for it (EIP-155).</summary>
internal static class ChainRule
{
    /// <summary>The chain id of every test.</summary>
    public const ulong ChainId = 1;

    /// <summary>Whether a transaction names another chain. A node judges this before its EVM does anything, and is stricter: it
    /// refuses legacy transactions without a chain id too, which most tests are.</summary>
    public static bool IsForAnotherChain(Transaction transaction) =>
        transaction.ChainId is UInt256 chainId && chainId != ChainId;
}
