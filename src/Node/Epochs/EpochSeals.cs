using System.Collections.Concurrent;
using Ledger.Consensus;
using Ledger.Consensus.Epochs;

namespace Ledger.Node.Epochs;

/// <summary>The seals of the epoch that consensus works in and of the one before. Thread-safe; the node loop enters, the peer gateway
/// reads.</summary>
/// <param name="seals">Makes them.</param>
public sealed class EpochSeals(SealFactory seals)
{
    private readonly ConcurrentDictionary<long, IMessageSeal> _seals = [];

    /// <summary>Makes the seal of an epoch that consensus enters, and lets go of all but the one before.</summary>
    public IMessageSeal Enter(Epoch epoch, in EpochBase start)
    {
        long before = _seals.Keys.Where(first => first < epoch.First).DefaultIfEmpty(0).Max();
        foreach (long first in _seals.Keys.Where(first => first < before))
        {
            _seals.TryRemove(first, out _);
        }

        EpochBase ground = start;
        return _seals.GetOrAdd(epoch.First, _ => seals(epoch, ground));
    }

    /// <summary>The seal of an epoch that consensus is or was in; otherwise <see langword="null"/>.</summary>
    public IMessageSeal? Find(long first) => _seals.GetValueOrDefault(first);
}
