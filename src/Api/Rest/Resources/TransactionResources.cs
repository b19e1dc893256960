using System.Text.Json.Serialization;
using Ledger.Application.Ports;
using Ledger.Application.Transactions;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;

namespace Ledger.Api.Rest.Resources;

/// <summary>A signed transaction to submit.</summary>
/// <param name="Raw" example="0xf86b808504a817c80082520894…">The signed bytes: Ethereum (legacy, EIP-2930, EIP-1559, EIP-7702) or FISCO BCOS 2.x.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SubmissionRequest(string? Raw);

/// <summary>What became of a submission.</summary>
/// <param name="Hash" example="0x88df016429689c079f3b2f6ad39fa052532c56795b733da78a91ebe6a713944b">The transaction's hash.</param>
/// <param name="Code" example="Accepted">Accepted, AlreadyKnown or AlreadyInChain: submitting the same bytes again is safe.</param>
internal sealed record SubmissionResource(string Hash, SubmitCode Code);

/// <summary>How far a transaction is.</summary>
internal enum TransactionState
{
    /// <summary>Accepted and not final yet.</summary>
    Pending = 0,

    /// <summary>In a final block: it cannot be undone.</summary>
    Final = 1,
}

/// <summary>One authorization tuple of a set-code transaction (EIP-7702).</summary>
/// <param name="ChainId" example="20200">The chain that the authority meant, decimal; 0 is every chain.</param>
/// <param name="Address" example="0x5b38da6a701c568545dcfcb03fcb875f56beddc4">The account whose code the authority's calls run; zero takes the delegation back.</param>
/// <param name="Nonce" example="7">The authority's sequence number at which the tuple counts, decimal.</param>
/// <param name="YParity" example="1">The parity of the signature's y coordinate.</param>
/// <param name="R" example="0x1c">The r value of the signature.</param>
/// <param name="S" example="0x2d">The s value of the signature.</param>
internal sealed record AuthorizationResource(
    string ChainId, string Address, string Nonce, int YParity, string R, string S)
{
    public static AuthorizationResource Of(Authorization tuple) => new(
        tuple.ChainId.ToDecimalString(),
        tuple.Address.ToString(),
        ((UInt256)tuple.Nonce).ToDecimalString(),
        tuple.YParity,
        tuple.R.ToString(),
        tuple.S.ToString());
}

/// <summary>A transaction of either lane.</summary>
/// <param name="Hash" example="0x88df016429689c079f3b2f6ad39fa052532c56795b733da78a91ebe6a713944b">Transaction hash.</param>
/// <param name="State" example="Final">Pending or Final.</param>
/// <param name="Kind" example="DynamicFee">The signed format.</param>
/// <param name="From" example="0x2c7536e3605d9c16a7a3d7b1898e529396a65c23">The account that signed.</param>
/// <param name="To" example="0x5b38da6a701c568545dcfcb03fcb875f56beddc4">The recipient; null creates a contract.</param>
/// <param name="Nonce" example="7">Ethereum: the sender's sequence number. FISCO: a random number. Decimal.</param>
/// <param name="Value" example="0">Amount in wei, decimal.</param>
/// <param name="GasLimit" example="100000">Gas limit, decimal.</param>
/// <param name="Data" example="0xa9059cbb">Call data or init code.</param>
/// <param name="BlockNumber" example="1024">Its block; null while pending.</param>
/// <param name="BlockHash" example="0x9f1c5a0f8c1b54f3f9a17ef3f0c1bdf7c86f93c1d6f54a6cf87f5f0f2b2f1d10">Its block's hash; null while pending.</param>
/// <param name="Index" example="0">Its place in the block; null while pending.</param>
/// <param name="Timestamp" example="2026-01-31T12:00:00.123+00:00">Its block's time; null while pending.</param>
/// <param name="Status" example="Success">Its outcome; null while pending.</param>
/// <param name="AuthorizationList">The authorizations of a set-code transaction; null for the other formats.</param>
internal sealed record TransactionResource(
    string Hash,
    TransactionState State,
    TransactionKind Kind,
    string From,
    string? To,
    string Nonce,
    string Value,
    string GasLimit,
    string Data,
    long? BlockNumber,
    string? BlockHash,
    int? Index,
    DateTimeOffset? Timestamp,
    TransactionStatus? Status,
    IReadOnlyList<AuthorizationResource>? AuthorizationList)
{
    public static TransactionResource Of(TransactionView view)
    {
        Transaction transaction = view.Transaction;
        StoredTransaction? stored = view.Stored;
        return new TransactionResource(
            transaction.Hash.ToString(),
            view.IsFinal ? TransactionState.Final : TransactionState.Pending,
            transaction.Kind,
            view.Sender.ToString(),
            transaction.To?.ToString(),
            transaction.Nonce.ToDecimalString(),
            transaction.Value.ToDecimalString(),
            transaction.GasLimit.ToDecimalString(),
            Hex.Encode(transaction.Data.Span),
            stored?.BlockNumber,
            stored?.BlockHash.ToString(),
            stored?.Index,
            stored is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(stored.BlockTimestamp),
            stored?.Receipt.Status,
            transaction.Kind == TransactionKind.SetCode
                ? [.. transaction.AuthorizationList.Select(AuthorizationResource.Of)]
                : null);
    }
}

/// <summary>The outcome of a final transaction.</summary>
/// <param name="TransactionHash" example="0x88df016429689c079f3b2f6ad39fa052532c56795b733da78a91ebe6a713944b">Transaction hash.</param>
/// <param name="BlockNumber" example="1024">Its block.</param>
/// <param name="BlockHash" example="0x9f1c5a0f8c1b54f3f9a17ef3f0c1bdf7c86f93c1d6f54a6cf87f5f0f2b2f1d10">Its block's hash.</param>
/// <param name="Timestamp" example="2026-01-31T12:00:00.123+00:00">Its block's time.</param>
/// <param name="Index" example="0">Its place in the block.</param>
/// <param name="From" example="0x2c7536e3605d9c16a7a3d7b1898e529396a65c23">The account that signed.</param>
/// <param name="To" example="0x5b38da6a701c568545dcfcb03fcb875f56beddc4">The recipient; null for a creation.</param>
/// <param name="ContractAddress" example="0x5b38da6a701c568545dcfcb03fcb875f56beddc4">The contract created, or null.</param>
/// <param name="Succeeded" example="true">Whether the status is Success.</param>
/// <param name="Status" example="Success">The outcome by name.</param>
/// <param name="StatusCode" example="0">The outcome by FISCO BCOS's number.</param>
/// <param name="GasUsed" example="42000">Gas used by this transaction.</param>
/// <param name="CumulativeGasUsed" example="84000">Gas used in the block up to and with it.</param>
/// <param name="Output" example="0x">Returned bytes, or revert bytes.</param>
/// <param name="RevertReason" example="InsufficientBalance(available: 1, required: 2)">The reason in words: the text of Error(string), the
/// meaning of a Panic(uint256), or a custom error of an interface that this node knows; null when it cannot tell.</param>
/// <param name="RevertError">The custom error with its values; null when there is none that this node knows.</param>
/// <param name="Logs">Events in order.</param>
internal sealed record ReceiptResource(
    string TransactionHash,
    long BlockNumber,
    string BlockHash,
    DateTimeOffset Timestamp,
    int Index,
    string From,
    string? To,
    string? ContractAddress,
    bool Succeeded,
    TransactionStatus Status,
    int StatusCode,
    long GasUsed,
    long CumulativeGasUsed,
    string Output,
    string? RevertReason,
    RevertErrorResource? RevertError,
    IReadOnlyList<LogResource> Logs)
{
    public static ReceiptResource Of(ReceiptView view)
    {
        StoredTransaction stored = view.Stored;
        Receipt receipt = stored.Receipt;
        return new ReceiptResource(
            stored.Hash.ToString(),
            stored.BlockNumber,
            stored.BlockHash.ToString(),
            DateTimeOffset.FromUnixTimeMilliseconds(stored.BlockTimestamp),
            stored.Index,
            stored.Sender.ToString(),
            view.Transaction.Transaction.To?.ToString(),
            receipt.ContractAddress?.ToString(),
            receipt.Succeeded,
            receipt.Status,
            (int)receipt.Status,
            receipt.GasUsed,
            stored.CumulativeGasUsed,
            Hex.Encode(receipt.Output.Span),
            view.Revert?.Words,
            RevertErrorResource.Of(view.Revert),
            [.. receipt.Logs.Select((log, i) => LogResource.Of(stored, log, i))]);
    }
}

/// <summary>One event of a contract.</summary>
/// <param name="Address" example="0x5b38da6a701c568545dcfcb03fcb875f56beddc4">The emitting contract.</param>
/// <param name="Topics">Up to four indexed words.</param>
/// <param name="Data" example="0x">The rest.</param>
/// <param name="BlockNumber" example="1024">Its block.</param>
/// <param name="BlockHash" example="0x9f1c5a0f8c1b54f3f9a17ef3f0c1bdf7c86f93c1d6f54a6cf87f5f0f2b2f1d10">Its block's hash.</param>
/// <param name="Timestamp" example="2026-01-31T12:00:00.123+00:00">Its block's time.</param>
/// <param name="TransactionHash" example="0x88df016429689c079f3b2f6ad39fa052532c56795b733da78a91ebe6a713944b">The transaction that emitted it.</param>
/// <param name="TransactionIndex" example="0">That transaction's place in the block.</param>
/// <param name="LogIndex" example="3">Its place in the block.</param>
internal sealed record LogResource(
    string Address,
    IReadOnlyList<string> Topics,
    string Data,
    long BlockNumber,
    string BlockHash,
    DateTimeOffset Timestamp,
    string TransactionHash,
    int TransactionIndex,
    int LogIndex)
{
    public static LogResource Of(StoredTransaction stored, LogEntry log, int index) => Of(new StoredLog(
        stored.BlockNumber,
        stored.BlockHash,
        stored.BlockTimestamp,
        stored.Hash,
        stored.Index,
        stored.FirstLogIndex + index,
        log));

    public static LogResource Of(StoredLog log) => new(
        log.Entry.Address.ToString(),
        [.. log.Entry.Topics.Select((Hash256 topic) => topic.ToString())],
        Hex.Encode(log.Entry.Data.Span),
        log.BlockNumber,
        log.BlockHash.ToString(),
        DateTimeOffset.FromUnixTimeMilliseconds(log.BlockTimestamp),
        log.TransactionHash.ToString(),
        log.TransactionIndex,
        log.LogIndex);
}
