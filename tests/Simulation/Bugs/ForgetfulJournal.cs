using Ledger.Domain.Events;
using Ledger.Node.Ports;

namespace Ledger.Simulation.Bugs;

/// <summary>A journal that forgets some facts across a restart: a planted bug.</summary>
/// <param name="journal">The real journal.</param>
/// <param name="bug">Which facts.</param>
internal sealed class ForgetfulJournal(IVoteJournal journal, PlantedBug bug) : IVoteJournal
{
    public Task AppendAsync(
        IReadOnlyList<ConsensusEvent> events, IReadOnlyList<JournalBody> bodies, CancellationToken cancellation) =>
        journal.AppendAsync(events, bodies, cancellation);

    public async Task<IReadOnlyList<ConsensusEvent>> LoadAsync(long committed, CancellationToken cancellation) =>
        [.. (await journal.LoadAsync(committed, cancellation)).Where(fact => !IsForgotten(fact))];

    public Task<long> CountAsync(CancellationToken cancellation) => journal.CountAsync(cancellation);

    public Task<IReadOnlyList<JournalBody>> LoadBodiesAsync(CancellationToken cancellation) =>
        journal.LoadBodiesAsync(cancellation);

    public Task DropBodiesAsync(long committed, CancellationToken cancellation) =>
        journal.DropBodiesAsync(committed, cancellation);

    private bool IsForgotten(ConsensusEvent fact) => bug switch
    {
        PlantedBug.ForgottenPrepared => fact is CommitSigned,
        PlantedBug.ForgottenVote => fact is VoteGranted,
        _ => fact is ViewChangeSigned or NewViewAccepted,
    };
}
