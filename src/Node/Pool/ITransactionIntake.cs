namespace Ledger.Node.Pool;

/// <summary>The door for transactions of clients. Thread-safe.</summary>
public interface ITransactionIntake
{
    /// <summary>Decodes, checks and pools transactions, and tells the peers; the answers keep the order.</summary>
    /// <param name="raws">Signed bytes; the caller gives them away.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<SubmitResult>> SubmitAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> raws, CancellationToken cancellation);
}
