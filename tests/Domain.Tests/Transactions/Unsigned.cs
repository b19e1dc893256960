using Ledger.Domain.Transactions;

namespace Ledger.Domain.Tests.Transactions;

/// <summary>Takes the signature off a transaction.</summary>
internal static class Unsigned
{
    public static UnsignedTransaction Of(Transaction transaction) => new()
    {
        Kind = transaction.Kind,
        ChainId = transaction.ChainId,
        Nonce = transaction.Nonce,
        GasPrice = transaction.GasPrice,
        MaxPriorityFeePerGas = transaction.MaxPriorityFeePerGas,
        GasLimit = transaction.GasLimit,
        To = transaction.To,
        Value = transaction.Value,
        Data = transaction.Data,
        AccessList = transaction.AccessList,
        AuthorizationList = transaction.AuthorizationList,
        BlockLimit = transaction.BlockLimit,
        GroupId = transaction.GroupId,
        ExtraData = transaction.ExtraData,
    };
}
