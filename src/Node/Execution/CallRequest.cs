using System.Collections.ObjectModel;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm;

namespace Ledger.Node.Execution;

/// <summary>A message to run without a transaction: <c>eth_call</c>, <c>eth_estimateGas</c>, FISCO's <c>call</c>.</summary>
public sealed record CallRequest
{
    /// <summary>The most delegations of one call.</summary>
    public const int AuthorizationsMax = 1000;

    /// <summary>The caller; zero when not given.</summary>
    public Address From { get; init; }

    /// <summary>The callee; <see langword="null"/> runs <see cref="Data"/> as init code.</summary>
    public Address? To { get; init; }

    /// <summary>Call data or init code.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Amount in wei.</summary>
    public UInt256 Value { get; init; }

    /// <summary>Gas limit; <see langword="null"/> is the group's limit for one transaction.</summary>
    public long? GasLimit { get; init; }

    /// <summary>What GASPRICE answers, in wei.</summary>
    public UInt256 GasPrice { get; init; }

    /// <summary>Addresses and slots that are warm from the start.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>Delegations to set first (EIP-7702).</summary>
    public IReadOnlyList<Authorization> AuthorizationList { get; init; } = [];

    /// <summary>Accounts that the call sees otherwise than they are.</summary>
    public IReadOnlyDictionary<Address, AccountOverride> StateOverrides { get; init; } = ReadOnlyDictionary<Address, AccountOverride>.Empty;

    /// <summary>The message as the EVM takes it.</summary>
    internal CallMessage ToMessage(long gasLimit) => new(From, To, Data, Value, gasLimit, GasPrice, AccessList)
    {
        AuthorizationList = AuthorizationList,
    };
}
