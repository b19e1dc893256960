using Ledger.Domain.Events;
using Ledger.Node.Ports;

namespace Ledger.Testing.InMemory;

/// <summary>A vote journal in memory that outlives the node under test; thread-safe.</summary>
public sealed class InMemoryVoteJournal : IVoteJournal
{
    private readonly Lock _gate = new();
    private readonly List<ConsensusEvent> _events = [];
    private readonly List<JournalBody> _bodies = [];

    /// <summary>Everything that was appended, in order.</summary>
    public IReadOnlyList<ConsensusEvent> Events
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    /// <inheritdoc/>
    public Task AppendAsync(
        IReadOnlyList<ConsensusEvent> events, IReadOnlyList<JournalBody> bodies, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _events.AddRange(events);
            _bodies.AddRange(bodies);
            return Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConsensusEvent>> LoadAsync(long committed, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(JournalRetention.Select(_events, committed));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalBody>> LoadBodiesAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<JournalBody>>([.. _bodies]);
        }
    }

    /// <inheritdoc/>
    public Task DropBodiesAsync(long committed, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _bodies.RemoveAll(body => body.Number <= committed);
            return Task.CompletedTask;
        }
    }
}
