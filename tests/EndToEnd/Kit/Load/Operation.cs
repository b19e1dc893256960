using Ledger.Domain.Transactions;

namespace Ledger.EndToEnd.Kit.Load;

/// <summary>One transaction of a client, and what came of it.</summary>
/// <param name="kind">What it does.</param>
/// <param name="transaction">The signed transaction.</param>
internal sealed class Operation(OperationKind kind, Transaction transaction)
{
    /// <summary>What it does.</summary>
    public OperationKind Kind => kind;

    /// <summary>The signed transaction.</summary>
    public Transaction Transaction => transaction;

    /// <summary>The account that a transfer gives to.</summary>
    public int To { get; init; }

    /// <summary>How much a transfer gives.</summary>
    public ulong Amount { get; init; }

    /// <summary>The counter's value after an increment, as its receipt says.</summary>
    public ulong CounterValue { get; set; }

    /// <summary>The contract of a deployment, as its receipt says.</summary>
    public string? Contract { get; set; }
}
