using Ledger.Domain.Primitives;

namespace Ledger.Evm.State;

/// <summary>One step back.</summary>
/// <param name="Kind">What is put back.</param>
/// <param name="Index">The entry of the account or slot.</param>
/// <param name="Previous">The value it had.</param>
internal readonly record struct UndoRecord(UndoKind Kind, int Index, UInt256 Previous);
