namespace Ledger.Domain.Events;

/// <summary>A fact of the <c>ledger</c> stream. All text values are <c>0x</c> hexadecimal unless said otherwise.</summary>
/// <remarks>Events are stored as JSON with these property names and are never edited, only superseded by a new version.</remarks>
public abstract record LedgerEvent
{
    private protected LedgerEvent()
    {
    }
}

/// <summary>The group began: version 1 of the stream.</summary>
/// <param name="Genesis">The genesis document as JSON text.</param>
/// <param name="Hash">Hash of block 0.</param>
/// <param name="Header">RLP of the header of block 0.</param>
public sealed record GroupCreated(string Genesis, string Hash, string Header) : LedgerEvent;

/// <summary>One transaction was executed as part of the block under way.</summary>
/// <param name="Number">Block number.</param>
/// <param name="Index">Place in the block, from 0.</param>
/// <param name="Hash">Transaction hash.</param>
/// <param name="Sender">The account that signed.</param>
/// <param name="Raw">The signed bytes.</param>
/// <param name="Receipt">The outcome.</param>
public sealed record TransactionExecuted(
    long Number, int Index, string Hash, string Sender, string Raw, ExecutedReceipt Receipt) : LedgerEvent;

/// <summary>A block became final; it closes the transactions before it.</summary>
/// <param name="Number">Block number.</param>
/// <param name="Hash">Block hash.</param>
/// <param name="Header">RLP of the executed header.</param>
/// <param name="Transactions">How many <see cref="TransactionExecuted"/> stand before it for this block.</param>
/// <param name="Seals">The certificate: a quorum of signatures over <paramref name="Hash"/>.</param>
public sealed record BlockCommitted(
    long Number, string Hash, string Header, int Transactions, IReadOnlyList<CommittedSeal> Seals) : LedgerEvent;

/// <summary>This node's store began with a snapshot of the state as of a block: version 2 of such a stream. The blocks below are not in
/// it, the transactions of the block neither.</summary>
/// <param name="Number">Block number.</param>
/// <param name="Hash">Block hash.</param>
/// <param name="Header">RLP of the executed header.</param>
/// <param name="Seals">The certificate of the block.</param>
/// <param name="TransactionHashes">The transactions of the block, in order.</param>
/// <param name="SizeBytes">Header and transactions of the block, in bytes.</param>
/// <param name="Totals">What the chain counts up to the block.</param>
/// <param name="Snapshot">What was loaded, and who answers for it.</param>
public sealed record SnapshotAdopted(
    long Number,
    string Hash,
    string Header,
    IReadOnlyList<CommittedSeal> Seals,
    IReadOnlyList<string> TransactionHashes,
    int SizeBytes,
    AdoptedTotals Totals,
    AdoptedState Snapshot) : LedgerEvent;
