namespace Ledger.Consensus.Silence;

/// <summary>What a node that lost part of its journal must be past before it speaks again: everything that it may have said.</summary>
/// <param name="Number">The highest height that it may have signed.</param>
/// <param name="Epoch">The first height of the last epoch that it may have spoken in: what was said in one binds nobody in a later one.</param>
/// <param name="View">The highest view of that epoch that it may have been in.</param>
public readonly record struct SilenceMark(long Number, long Epoch, long View);
