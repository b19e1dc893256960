using Ledger.Consensus;
using Ledger.Consensus.Pbft;
using Ledger.Domain.Primitives;
using Ledger.Testing.Consensus;

namespace Ledger.Simulation.Checks;

/// <summary>Everything that each node signed: one thing in one place, and nothing new in a view that it left.</summary>
public sealed class SignatureChecks
{
    private readonly Dictionary<(int Sealer, PbftMessageKind Kind, long Number, long View), Hash256> _said = [];
    private readonly Dictionary<int, long> _left = [];

    /// <summary>Takes a signed message.</summary>
    /// <returns>The conflict, or <see langword="null"/>.</returns>
    public string? Check(VerifiedMessage message)
    {
        (long number, long view) = PlaceOf(message.Message);
        PbftMessageKind kind = PbftCodec.KindOf((PbftMessage)message.Message);
        if (kind == PbftMessageKind.Status)
        {
            return null;
        }

        Hash256 content = TestGroup.Suite.Hash.Hash(PbftCodec.EncodePayload((PbftMessage)message.Message));
        bool isNew = _said.TryAdd((message.Sender, kind, number, view), content);
        if (!isNew && _said[(message.Sender, kind, number, view)] != content)
        {
            return $"Node {message.Sender} signed two different {kind}s for height {number} and view {view}.";
        }

        long left = _left.GetValueOrDefault(message.Sender);
        if (kind == PbftMessageKind.ViewChange)
        {
            _left[message.Sender] = Math.Max(left, view);
        }

        bool isBoundToView = kind is PbftMessageKind.PrePrepare or PbftMessageKind.Prepare or PbftMessageKind.Commit;
        return isNew && isBoundToView && view < left
            ? $"Node {message.Sender} signed a new {kind} for height {number} in view {view} after it left for view {left}."
            : null;
    }

    private static (long Number, long View) PlaceOf(ConsensusMessage message) => message switch
    {
        PbftMessage.PrePrepare item => (item.Proposal.Number, item.View),
        PbftMessage.Prepare item => (item.Number, item.View),
        PbftMessage.Commit item => (item.Number, item.View),
        PbftMessage.Checkpoint item => (item.Header.Number, 0),
        PbftMessage.ViewChange item => (0, item.View),
        PbftMessage.NewView item => (0, item.View),
        _ => (0, 0),
    };
}
