using Ledger.Domain.Events;
using Ledger.Node.Ports;
using Ledger.Simulation.Engine;

namespace Ledger.Simulation.Disk;

/// <summary>The vote journal of one life of a node. What was being appended when power is lost arrives as a prefix of any length.</summary>
/// <param name="life">The life that reads and writes.</param>
/// <param name="disk">What it writes to.</param>
/// <param name="timing">How long it takes.</param>
/// <param name="noted">Who is told of durable facts.</param>
public sealed class SimulatedJournal(NodeLife life, SimulatedDisk disk, DiskTiming timing, Action<ConsensusEvent> noted)
    : IVoteJournal
{
    /// <inheritdoc/>
    public Task AppendAsync(
        IReadOnlyList<ConsensusEvent> events, IReadOnlyList<JournalBody> bodies, CancellationToken cancellation)
    {
        ConsensusEvent[] facts = [.. events];
        JournalBody[] kept = [.. bodies];
        return timing.WriteAsync(life, disk, part => Append(facts, kept, part));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConsensusEvent>> LoadAsync(long committed, CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        if (disk.IsTorn)
        {
            throw new StoreConflictException("The last fact of the vote journal cannot be read: its checksum is wrong.");
        }

        return JournalRetention.Select(disk.Journal, committed);
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync(CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        return disk.Journal.Count;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JournalBody>> LoadBodiesAsync(CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        return disk.Bodies;
    }

    /// <inheritdoc/>
    public Task DropBodiesAsync(long committed, CancellationToken cancellation) =>
        timing.WriteAsync(life, disk, part =>
        {
            if (part >= 1)
            {
                disk.DropBodies(committed);
            }
        });

    private void Append(ConsensusEvent[] facts, JournalBody[] bodies, double part)
    {
        // Bodies first: a fact that says that they are durable must not stand without them.
        if (part > 0)
        {
            disk.AddBodies(bodies);
        }

        ConsensusEvent[] reached = facts[..(int)(facts.Length * part)];
        disk.AddFacts(reached);
        foreach (ConsensusEvent fact in reached)
        {
            noted(fact);
        }
    }
}
