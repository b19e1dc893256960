namespace Ledger.Domain.Events;

/// <summary>The stored form of a log entry.</summary>
/// <param name="Address">The emitting contract.</param>
/// <param name="Topics">Indexed words.</param>
/// <param name="Data">The rest.</param>
public sealed record ExecutedLog(string Address, IReadOnlyList<string> Topics, string Data);
