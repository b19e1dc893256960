namespace Ledger.EndToEnd.Kit.Load;

/// <summary>What a client learned of a transaction.</summary>
internal enum HistoryStep
{
    /// <summary>It was signed, and is about to be sent for the first time.</summary>
    Invoke,

    /// <summary>A node gave a receipt: a promise for ever.</summary>
    Ok,

    /// <summary>A node answered a submission with an error.</summary>
    Refused,

    /// <summary>A node was asked and did not answer: it may have happened or not.</summary>
    Unknown,
}
