using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Epochs;
using Ledger.Node.Ports;
using Ledger.Node.Wire;

namespace Ledger.Node.Loop;

/// <summary>Writes the vote journal, and signs and sends consensus messages. Owned by the node loop.</summary>
/// <param name="group">The group.</param>
/// <param name="seals">Sign own messages.</param>
/// <param name="journal">This node's durable protocol record.</param>
/// <param name="links">The peers.</param>
public sealed class ConsensusOutlet(
    GroupContext group, EpochSeals seals, JournalWriter journal, IPeerLinks links)
{
    private Epoch? _epoch;
    private IMessageSeal? _seal;

    /// <summary>The first height of the epoch in which this node speaks.</summary>
    public long EpochFirst => Epoch.First;

    /// <summary>Makes events and bodies durable. While the database is away this waits: a vote that is not durable is not sent.</summary>
    public Task JournalAsync(
        IReadOnlyList<ConsensusEvent> events, IReadOnlyList<JournalBody> bodies, CancellationToken cancellation) =>
        journal.WriteAsync(events, bodies, cancellation);

    /// <summary>Signs and sends.</summary>
    /// <returns>The own message of a broadcast, which loops back as an input.</returns>
    public VerifiedMessage? Send(ConsensusEffect effect)
    {
        switch (effect)
        {
            case ConsensusEffect.EnterEpoch enter:
                _epoch = enter.Epoch;
                _seal = seals.Enter(enter.Epoch, enter.Base);
                return null;
            case ConsensusEffect.Broadcast broadcast:
                return Broadcast(Seal.Sign(broadcast.Message));
            case ConsensusEffect.Send send:
                SendTo(send.To, Seal.Sign(send.Message));
                return null;
            case ConsensusEffect.Forward forward:
                SendTo(forward.To, forward.Message);
                return null;
            default:
                return null;
        }
    }

    private Epoch Epoch => _epoch ?? throw new InvalidOperationException("Consensus sends before it entered an epoch.");

    private IMessageSeal Seal => _seal ?? throw new InvalidOperationException("Consensus signs before it entered an epoch.");

    private VerifiedMessage Broadcast(VerifiedMessage message)
    {
        PeerMessage frame = Frame(message);
        SealerSet sealers = Epoch.Sealers;
        for (int i = 0; i < sealers.Count; i++)
        {
            NodeId sealer = sealers[i];
            if (sealer != message.SenderId)
            {
                links.TrySend(sealer, frame);
            }
        }

        return message;
    }

    private void SendTo(int sealer, VerifiedMessage message)
    {
        NodeId id = Epoch.Sealers[sealer];
        links.TrySend(id, Frame(message));
    }

    private PeerMessage Frame(VerifiedMessage message) =>
        new(
        PeerMessageKind.Consensus, group.Genesis.GroupId, ConsensusFrame.Encode(Epoch.First, message.Bytes.Span));
}
