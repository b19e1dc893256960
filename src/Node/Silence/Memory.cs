using Ledger.Domain.Events;
using Ledger.Node.Ports;

namespace Ledger.Node.Silence;

/// <summary>What a node finds of what it said, when it opens.</summary>
/// <param name="Witnessed">What the witness says; <see langword="null"/> when it says nothing.</param>
/// <param name="Facts">How many facts the journal holds.</param>
/// <param name="Number">The last stored height, or the highest that the journal names.</param>
public sealed record Memory(Promises? Witnessed, long Facts, long Number)
{
    /// <summary>Whether the journal is known to hold less than it once held.</summary>
    public bool IsJournalBehind => Witnessed is not null && Witnessed.Facts > Facts;

    /// <summary>Compares the journal with its witness.</summary>
    public static async Task<Memory> ReadAsync(
        IPromiseWitness witness,
        IVoteJournal journal,
        IReadOnlyList<ConsensusEvent> facts,
        long stored,
        CancellationToken cancellation) => new(
            witness.Read(),
            await journal.CountAsync(cancellation),
            facts.Select(fact => fact.Number).Append(stored).Max());
}
