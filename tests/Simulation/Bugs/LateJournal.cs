using Ledger.Domain.Events;
using Ledger.Node.Ports;
using Ledger.Simulation.Engine;

namespace Ledger.Simulation.Bugs;

/// <summary>A journal that says "durable" a second before it is: a planted bug.</summary>
/// <param name="journal">The real journal.</param>
/// <param name="life">The life of the node.</param>
/// <param name="scheduler">The simulated time.</param>
internal sealed class LateJournal(IVoteJournal journal, NodeLife life, Scheduler scheduler) : IVoteJournal
{
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(1);

    public Task AppendAsync(
        IReadOnlyList<ConsensusEvent> events, IReadOnlyList<JournalBody> bodies, CancellationToken cancellation)
    {
        ConsensusEvent[] facts = [.. events];
        JournalBody[] kept = [.. bodies];
        scheduler.Enqueue(life, Lateness, _ => life.Begin(() => journal.AppendAsync(facts, kept, cancellation)), null);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ConsensusEvent>> LoadAsync(long committed, CancellationToken cancellation) =>
        journal.LoadAsync(committed, cancellation);

    public Task<long> CountAsync(CancellationToken cancellation) => journal.CountAsync(cancellation);

    public Task<IReadOnlyList<JournalBody>> LoadBodiesAsync(CancellationToken cancellation) =>
        journal.LoadBodiesAsync(cancellation);

    public Task DropBodiesAsync(long committed, CancellationToken cancellation) =>
        journal.DropBodiesAsync(committed, cancellation);
}
