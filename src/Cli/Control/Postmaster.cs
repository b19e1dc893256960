namespace Ledger.Cli.Control;

/// <summary>A running PostgreSQL.</summary>
/// <param name="ProcessId">The id of its first process.</param>
/// <param name="DataFolder">Its data directory.</param>
internal sealed record Postmaster(int ProcessId, string DataFolder);
