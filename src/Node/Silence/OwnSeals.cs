using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Domain.Governance;
using Ledger.Domain.Blocks;

namespace Ledger.Node.Silence;

/// <summary>Compares the seals of this node that come back in certificates of peers with those that its journal knows. One that it does
/// not know proves that the journal lost something, or that another process signs with this node's key. Thread-safe.</summary>
/// <param name="self">This node.</param>
/// <param name="stored">The last stored block at the start; seals up to there are not asked for.</param>
public sealed class OwnSeals(NodeId self, long stored)
{
    /// <summary>How many signed heights are remembered: more than can wait between a Checkpoint and its block.</summary>
    private const int RememberedMax = 1_024;

    private readonly Lock _gate = new();
    private readonly HashSet<long> _signed = [];
    private readonly Queue<long> _order = new();
    private long _unknown = -1;

    /// <summary>The highest block whose certificate holds a seal of this node that its journal does not know; -1 when there is none.</summary>
    public long Unknown => Volatile.Read(ref _unknown);

    /// <summary>Notes facts of the journal.</summary>
    public void Note(IEnumerable<ConsensusEvent> facts)
    {
        lock (_gate)
        {
            foreach (CheckpointSigned fact in facts.OfType<CheckpointSigned>())
            {
                if (_signed.Add(fact.Number))
                {
                    _order.Enqueue(fact.Number);
                }
            }

            while (_order.Count > RememberedMax)
            {
                _signed.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>Looks at the checked certificate of a block that came from a peer.</summary>
    public void Look(long number, SealerSet sealers, BlockCertificate certificate)
    {
        int index = sealers.IndexOf(self);
        if (index < 0 || number <= stored || certificate.Seals.All(seal => seal.Sealer != index))
        {
            return;
        }

        lock (_gate)
        {
            if (!_signed.Contains(number))
            {
                Volatile.Write(ref _unknown, Math.Max(_unknown, number));
            }
        }
    }
}
