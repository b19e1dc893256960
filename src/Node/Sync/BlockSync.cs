using Ledger.Domain.Primitives;
using Ledger.Node.Execution;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Sync;

/// <summary>Brings a node that is behind to the others' height: asks one peer at a time for certified blocks, checks and imports them, and
/// goes to another peer when one is silent or lies.</summary>
/// <param name="import">Checks blocks.</param>
/// <param name="pipeline">Says how far execution is.</param>
/// <param name="state">Says how far everyone is.</param>
/// <param name="requests">Asks peers.</param>
/// <param name="logger">The log.</param>
public sealed class BlockSync(
    BlockImport import, BlockPipeline pipeline, ChainState state, PeerRequests requests, ILogger logger)
{
    /// <summary>How many blocks one request asks for.</summary>
    public const int BlocksPerRequest = 32;

    /// <summary>A peer that is silent for so many ticks is passed over for another.</summary>
    private const int SilentTicksMax = 20;

    /// <summary>A node that is only one or two blocks behind for so many ticks missed them; before, they are just being decided.</summary>
    private const int BehindTicksMin = 5;

    private readonly Lock _gate = new();
    private NodeId? _asked;
    private long _next;
    private int _waitedTicks;
    private int _behindTicks;
    private int _turn;

    /// <summary>Looks once whether blocks are to be asked for; called at a steady beat.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            long own = pipeline.FinalizedNumber;
            long highest = Math.Max(state.HighestPeer, requests.ClaimedNumber);
            _behindTicks = highest > own ? _behindTicks + 1 : 0;
            if (highest <= own)
            {
                _asked = null;
                return;
            }

            if (_asked is not null && ++_waitedTicks < SilentTicksMax)
            {
                return;
            }

            if (highest > own + 2 || _behindTicks >= BehindTicksMin)
            {
                Ask(own + 1);
            }
        }
    }

    /// <summary>Takes the answer of a peer; answers of others than the one that was asked are ignored.</summary>
    /// <returns>Whether the peer kept to the protocol.</returns>
    public bool OnBlocks(in NodeId peer, IReadOnlyList<CertifiedBlock> blocks)
    {
        lock (_gate)
        {
            if (_asked != peer)
            {
                return true;
            }

            _asked = null;
            foreach (CertifiedBlock block in blocks.TakeWhile(block => import.IsInReach(block.Header.Number)))
            {
                if (import.TryImport(_next, block) is string reason)
                {
                    logger.SyncRefused(peer, _next, reason);
                    return false;
                }

                _next++;
            }

            if (blocks.Count > 0 && Math.Max(state.HighestPeer, requests.ClaimedNumber) >= _next)
            {
                Ask(_next);
            }

            return true;
        }
    }

    // Under the gate. The next block is asked for before the last ones are executed, but no more than one backlog ahead of the store.
    private void Ask(long from)
    {
        if (from > state.Head.Number + BlockCommitter.BacklogMax || !import.IsInReach(from))
        {
            return;
        }

        List<NodeId> peers = [.. state.PeerProgress.Where(peer => peer.Value.Number >= from).Select(peer => peer.Key).Order()];
        for (int i = 0; i < peers.Count; i++)
        {
            NodeId peer = peers[(int)((uint)_turn++ % (uint)peers.Count)];
            if (requests.AskBlocks(peer, from, BlocksPerRequest))
            {
                logger.Syncing(from - 1, peer, state.HighestPeer);
                _asked = peer;
                _next = from;
                _waitedTicks = 0;
                return;
            }
        }
    }
}
