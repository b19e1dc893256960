using Ledger.Domain.Transactions;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>The names that FISCO BCOS 2.x prints for its status numbers.</summary>
internal static class FiscoStatusNames
{
    private static readonly Dictionary<TransactionStatus, string> Names = new()
    {
        [TransactionStatus.Success] = "None",
        [TransactionStatus.BadRlp] = "BadRLP",
        [TransactionStatus.NoTransactionPermission] = "NoTxPermission",
        [TransactionStatus.Revert] = "RevertInstruction",
        [TransactionStatus.PoolIsFull] = "TxPoolIsFull",
        [TransactionStatus.MalformedTransaction] = "MalformedTx",
    };

    /// <summary>The name; where ours is the same as FISCO's it is not listed twice.</summary>
    public static string Of(TransactionStatus status) => Names.TryGetValue(status, out string? name) ? name : status.ToString();
}
