using Ledger.Domain.Events;

namespace Ledger.Node.Ports;

/// <summary>This node's durable protocol record of one group: its <c>consensus</c> stream, and the bodies of the proposals that it
/// accepted.</summary>
public interface IVoteJournal
{
    /// <summary>Makes events, and the bodies that belong to them, durable in order; returns once they are.</summary>
    /// <param name="events">The facts.</param>
    /// <param name="bodies">Signed bytes of transactions of accepted proposals; those already held may be given again.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task AppendAsync(
        IReadOnlyList<ConsensusEvent> events, IReadOnlyList<JournalBody> bodies, CancellationToken cancellation);

    /// <summary>Reads, in order, every fact that may still matter when the store is at <paramref name="committed"/>, by the rules of
    /// <see cref="JournalRetention"/>.</summary>
    Task<IReadOnlyList<ConsensusEvent>> LoadAsync(long committed, CancellationToken cancellation);

    /// <summary>How many facts were ever appended.</summary>
    async Task<long> CountAsync(CancellationToken cancellation) => (await LoadAsync(-1, cancellation)).Count;

    /// <summary>Reads the bodies still held.</summary>
    Task<IReadOnlyList<JournalBody>> LoadBodiesAsync(CancellationToken cancellation);

    /// <summary>Drops bodies of heights up to <paramref name="committed"/>.</summary>
    Task DropBodiesAsync(long committed, CancellationToken cancellation);
}
