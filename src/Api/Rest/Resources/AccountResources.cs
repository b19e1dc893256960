using System.Text.Json.Serialization;
using Ledger.Application.Accounts;
using Ledger.Application.Contracts;
using Ledger.Application.Ports;
using Ledger.Domain.Encoding;
using Ledger.Domain.Transactions;

namespace Ledger.Api.Rest.Resources;

/// <summary>An account as of a block.</summary>
/// <param name="Address" example="0x2c7536e3605d9c16a7a3d7b1898e529396a65c23">The account.</param>
/// <param name="Nonce" example="8">Transactions sent, or contracts created by it.</param>
/// <param name="Balance" example="1000000000000000000">Amount in wei, decimal.</param>
/// <param name="IsContract" example="false">Whether it has code; an account that delegates (EIP-7702) has some.</param>
/// <param name="CodeHash" example="0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421">Hash of its code; null when it has none.</param>
/// <param name="BlockNumber" example="1024">The block that was read.</param>
internal sealed record AccountResource(
    string Address, ulong Nonce, string Balance, bool IsContract, string? CodeHash, long BlockNumber)
{
    public static AccountResource Of(AccountView view) => new(
        view.Address.ToString(),
        view.State.Nonce,
        view.State.Balance.ToDecimalString(),
        view.State.HasCode,
        view.State.HasCode ? view.State.CodeHash.ToString() : null,
        view.BlockNumber);

    public static AccountResource Of(StoredAccount account) =>
        Of(new AccountView(account.Address, account.State, account.LastBlock));
}

/// <summary>An account's code as of a block.</summary>
/// <param name="Address" example="0x5b38da6a701c568545dcfcb03fcb875f56beddc4">The account.</param>
/// <param name="Code" example="0x6080604052">The code; <c>0x</c> when it has none.</param>
internal sealed record CodeResource(string Address, string Code);

/// <summary>A storage slot as of a block.</summary>
/// <param name="Address" example="0x5b38da6a701c568545dcfcb03fcb875f56beddc4">The contract.</param>
/// <param name="Slot" example="0x0">The slot.</param>
/// <param name="Value" example="0x2a">The word, as a quantity.</param>
internal sealed record StorageResource(string Address, string Slot, string Value);

/// <summary>A call without a transaction.</summary>
/// <param name="Data" example="0x06fdde03">Call data.</param>
/// <param name="From" example="0x2c7536e3605d9c16a7a3d7b1898e529396a65c23">The caller; none is the zero account.</param>
/// <param name="Value" example="0">Amount in wei, decimal or 0x.</param>
/// <param name="GasLimit" example="1000000">Gas limit; none is the group's.</param>
/// <param name="AuthorizationList">Delegations to set first (EIP-7702), at most 1000; numbers are decimal or 0x.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ContractCallRequest(
    string? Data, string? From, string? Value, long? GasLimit, IReadOnlyList<AuthorizationResource?>? AuthorizationList);

/// <summary>What a call answered.</summary>
/// <param name="Succeeded" example="true">Whether the status is Success.</param>
/// <param name="Status" example="Success">The outcome by name.</param>
/// <param name="Output" example="0x0000000000000000000000000000000000000000000000000000000000000020">Returned bytes, or revert bytes.</param>
/// <param name="RevertReason" example="InsufficientBalance(available: 1, required: 2)">The reason in words: the text of Error(string), the
/// meaning of a Panic(uint256), or a custom error of an interface that this node knows; null when it cannot tell.</param>
/// <param name="RevertError">The custom error with its values; null when there is none that this node knows.</param>
/// <param name="GasUsed" example="24000">Gas used.</param>
/// <param name="BlockNumber" example="1024">The block whose state it saw.</param>
internal sealed record ContractCallResource(
    bool Succeeded,
    TransactionStatus Status,
    string Output,
    string? RevertReason,
    RevertErrorResource? RevertError,
    long GasUsed,
    long BlockNumber)
{
    public static ContractCallResource Of(CallOutcome outcome) => new(
        outcome.Result.Status == TransactionStatus.Success,
        outcome.Result.Status,
        Hex.Encode(outcome.Result.Output.Span),
        outcome.Revert?.Words,
        RevertErrorResource.Of(outcome.Revert),
        outcome.Result.GasUsed,
        outcome.BlockNumber);
}
