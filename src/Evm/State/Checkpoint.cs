namespace Ledger.Evm.State;

/// <summary>A point of the journal that a failing frame returns to.</summary>
/// <param name="UndoCount">Undo records written until then.</param>
/// <param name="LogCount">Logs emitted until then.</param>
/// <param name="Refund">The refund counter then.</param>
internal readonly record struct Checkpoint(int UndoCount, int LogCount, long Refund);
