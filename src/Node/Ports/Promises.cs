namespace Ledger.Node.Ports;

/// <summary>What a node may have signed.</summary>
/// <param name="Facts">How many facts its journal held.</param>
/// <param name="Number">The highest height that they name.</param>
/// <param name="Epoch">The first height of the epoch of the last one.</param>
/// <param name="View">The highest view of that epoch that they name.</param>
public sealed record Promises(long Facts, long Number, long Epoch, long View);
