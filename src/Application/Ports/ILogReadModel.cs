namespace Ledger.Application.Ports;

/// <summary>Committed logs, indexed by address and topic. Thread-safe.</summary>
public interface ILogReadModel
{
    /// <summary>Reads matching logs, ascending by block and log index.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">Only those after this place; <see langword="null"/> starts at the filter's first block.</param>
    /// <param name="countMax">The most to return.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<IReadOnlyList<StoredLog>> ListAsync(
        LogFilter filter, (long BlockNumber, int LogIndex)? after, int countMax, CancellationToken cancellation);
}
