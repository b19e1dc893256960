namespace Ledger.EndToEnd.Kit;

/// <summary>A block as one node's database holds it; bytes as hexadecimal text, so that they compare by value.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Parent">The hash of the block before.</param>
/// <param name="TimestampMs">Its time.</param>
/// <param name="Header">The encoded header: all roots are in it.</param>
/// <param name="Transactions">How many transactions it has.</param>
internal sealed record AuditedBlock(
    long Number, string Hash, string Parent, long TimestampMs, string Header, int Transactions);
