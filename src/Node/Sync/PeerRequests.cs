using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Node.Wire;

namespace Ledger.Node.Sync;

/// <summary>What this node asks of its peers and tells them, besides consensus. Thread-safe; nothing here waits.</summary>
/// <param name="group">The group.</param>
/// <param name="state">This node's own progress.</param>
/// <param name="links">The peers.</param>
/// <param name="gossip">What peers have told.</param>
public sealed class PeerRequests(GroupContext group, ChainState state, IPeerLinks links, TransactionGossip gossip)
{
    private volatile SealerSet _sealers = group.Epochs.At(state.Head.Number + 1).Sealers;

    /// <summary>Takes indexes as those of an epoch's sealers from now on.</summary>
    public void Enter(Epoch epoch) => _sealers = epoch.Sealers;

    /// <summary>Notes that peers are final beyond this node; the sync task acts on it.</summary>
    public void CatchUp(long number, int from)
    {
        NodeId sealer = _sealers[from];
        if (!state.PeerProgress.TryGetValue(sealer, out PeerProgress? known) || known.Number < number)
        {
            state.SetPeerProgress(sealer, new PeerProgress(number, default, known?.View ?? 0) { Lowest = known?.Lowest ?? 1 });
        }
    }

    /// <summary>Asks one sealer for bodies, or the next one that can be reached.</summary>
    /// <returns>Whether the question is on its way to someone.</returns>
    public bool AskBodies(int sealer, IReadOnlyList<Hash256> hashes)
    {
        SealerSet sealers = _sealers;
        for (int i = 0; i < sealers.Count; i++)
        {
            NodeId id = sealers[(sealer + i) % sealers.Count];
            if (id != state.Self && hashes.Chunk(WireLimits.HashesMax).All(part =>
                links.TrySend(id, Message(PeerMessageKind.BodyRequest, HashList.Encode(part)))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Asks one sealer for bodies, when what peers have told so far is checked and some are missing still.</summary>
    /// <param name="sealer">Whom.</param>
    /// <param name="missing">Says which; thread-safe.</param>
    public void AskBodiesNotTold(int sealer, Func<IReadOnlyList<Hash256>> missing) => gossip.AfterTaken(() =>
    {
        IReadOnlyList<Hash256> hashes = missing();
        if (hashes.Count > 0)
        {
            AskBodies(sealer, hashes);
        }
    });

    /// <summary>Asks again for missing bodies, another sealer each turn: whoever voted for a proposal holds them, and the proposer may be the
    /// one that withholds them.</summary>
    public void AskMissing(IReadOnlyList<(Proposal Proposal, IReadOnlyList<Hash256> Hashes)> missing, int turn)
    {
        foreach ((Proposal proposal, IReadOnlyList<Hash256> hashes) in missing)
        {
            AskBodies((int)((proposal.Sealer + (long)turn) % _sealers.Count), hashes);
        }
    }

    /// <summary>Tells the leader of transactions that it should have ordered by now.</summary>
    public void Remind(IReadOnlyList<ReadOnlyMemory<byte>> overdue)
    {
        int leader = state.Consensus.Leader;
        SealerSet sealers = state.Sealers;
        if (overdue.Count > 0 && leader >= 0 && leader < sealers.Count && sealers[leader] != state.Self)
        {
            links.TrySend(sealers[leader], Message(PeerMessageKind.Transactions, TransactionList.Encode(overdue)));
        }
    }

    /// <summary>Asks a peer for blocks.</summary>
    /// <returns>Whether the question is on its way.</returns>
    public bool AskBlocks(in NodeId peer, long from, int count) => links.TrySend(
        peer, Message(PeerMessageKind.BlockRequest, new RangeRequestMessage(from, count).Encode()));

    /// <summary>Tells every peer how far this node is.</summary>
    public void TellStatus()
    {
        state.NotePeers();
        ChainHead head = state.Head;
        var progress = new PeerProgress(head.Number, head.Hash, state.Consensus.View) { Lowest = state.Base?.LowestBlock ?? 1 };
        links.Broadcast(Message(PeerMessageKind.Status, StatusMessage.Encode(progress)));
    }

    private PeerMessage Message(PeerMessageKind kind, ReadOnlyMemory<byte> payload) =>
        new(kind, group.Genesis.GroupId, payload);
}
