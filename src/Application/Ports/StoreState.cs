namespace Ledger.Application.Ports;

/// <summary>The store's position.</summary>
/// <param name="Position">Sequence number of the last event.</param>
/// <param name="BlockNumber">The last committed block.</param>
/// <param name="ServerVersion">The PostgreSQL version, such as <c>15.18</c>.</param>
/// <param name="SizeBytes">Bytes of the database on disk.</param>
public sealed record StoreState(long Position, long BlockNumber, string ServerVersion, long SizeBytes);
