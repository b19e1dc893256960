using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <summary>What a node knows and promised about one height above its last stored one.</summary>
internal sealed class Slot(long number, int sealers)
{
    private readonly HashSet<Hash256> _ready = [];
    private readonly HashSet<Hash256> _requested = [];
    private readonly HashSet<(PbftMessageKind Kind, int Sealer)> _convicted = [];
    private readonly VerifiedMessage?[] _offers = new VerifiedMessage?[sealers];

    public long Number { get; } = number;

    /// <summary>The view of <see cref="Accepted"/>; -1 before any.</summary>
    public long AcceptedView { get; private set; } = -1;

    /// <summary>The proposal accepted last.</summary>
    public ChosenProposal? Accepted { get; private set; }

    /// <summary>Whether a NewView, and not a PrePrepare, offered <see cref="Accepted"/>.</summary>
    public bool IsFromNewView { get; private set; }

    /// <summary>The signed PrePrepare of <see cref="Accepted"/>, when there is one.</summary>
    public VerifiedMessage? PrePrepare { get; set; }

    /// <summary>The view of the last Prepare that this node signed; -1 before any.</summary>
    public long PrepareSignedView { get; set; } = -1;

    /// <summary>The view of the last Commit that this node signed; -1 before any.</summary>
    public long CommitSignedView { get; set; } = -1;

    /// <summary>The prepared certificate of the highest view, kept until the height is stored.</summary>
    public PreparedCertificate? Prepared { get; set; }

    public VoteTally Prepares { get; } = new(sealers);

    public VoteTally Commits { get; } = new(sealers);

    public VoteTally Checkpoints { get; } = new(sealers);

    /// <summary>The digest that a quorum of Commits decided.</summary>
    public Hash256? Decided { get; set; }

    /// <summary>The header of this node's execution.</summary>
    public BlockHeader? Executed { get; set; }

    /// <summary>The hash of <see cref="Executed"/>.</summary>
    public Hash256 ExecutedHash { get; set; }

    /// <summary>The hash that this node signed as a Checkpoint.</summary>
    public Hash256? CheckpointSigned { get; set; }

    /// <summary>A certificate of this height that a peer showed.</summary>
    public CertifiedHeader? Proof { get; set; }

    /// <summary>A proposal that broke a limit when its leader offered it.</summary>
    public Hash256? Refused { get; set; }

    /// <summary>Whether <see cref="Refused"/> was only too far ahead of this node's clock.</summary>
    public bool IsRefusedAsEarly { get; set; }

    /// <summary>The view in which an offer was last refused for its time; -1 before any.</summary>
    public long RefusedView { get; set; } = -1;

    /// <summary>Takes a proposal as the one of this height and view.</summary>
    public void Accept(long view, ChosenProposal proposal, VerifiedMessage? prePrepare, bool isFromNewView)
    {
        AcceptedView = view;
        Accepted = proposal;
        PrePrepare = prePrepare;
        IsFromNewView = isFromNewView;
    }

    public bool IsAcceptedIn(long view) => AcceptedView == view;

    public void MarkReady(in Hash256 digest) => _ready.Add(digest);

    public bool IsReady(in Hash256 digest) => _ready.Contains(digest);

    /// <summary>Whether what is offered in a view, or decided, cannot go on for want of its content or bodies.</summary>
    public bool IsShortOfBodies(long view) =>
        Decided is Hash256 decided ? !IsReady(decided) : IsAcceptedIn(view) && !IsReady(Accepted!.Digest);

    /// <summary>Whether the bodies of a proposal were not asked for before; then they are.</summary>
    public bool Request(in Hash256 digest) => _requested.Add(digest);

    /// <summary>Keeps a PrePrepare whose view or height is not open yet; one of each sealer, the one of the highest view.</summary>
    /// <returns>The kept one that it contradicts: another of the same sealer in the same view.</returns>
    public VerifiedMessage? KeepOffer(VerifiedMessage message)
    {
        VerifiedMessage? held = _offers[message.Sender];
        if (held is null || ViewOf(held) < ViewOf(message))
        {
            _offers[message.Sender] = message;
            return null;
        }

        return ViewOf(held) == ViewOf(message) && !PbftCore.IsSameContent(held, message) ? held : null;
    }

    /// <summary>The kept PrePrepare of a sealer, when it is for this view.</summary>
    public VerifiedMessage? OfferOf(int sealer, long view) =>
        _offers[sealer] is VerifiedMessage held && ViewOf(held) == view ? held : null;

    /// <summary>The proposal with a digest, wherever it was seen.</summary>
    public Proposal? Find(Hash256 digest, Func<Proposal, Hash256> digestOf)
    {
        if (Accepted is not null && Accepted.Digest == digest)
        {
            return Accepted.Proposal;
        }

        if (Prepared is not null && Prepared.Digest == digest)
        {
            return Prepared.Proposal;
        }

        return _offers.OfType<VerifiedMessage>()
            .Select(offer => ((PbftMessage.PrePrepare)offer.Message).Proposal)
            .FirstOrDefault(proposal => digestOf(proposal) == digest);
    }

    /// <summary>Whether a sealer's double vote in a phase was not noted before; then it is.</summary>
    public bool Convict(PbftMessageKind kind, int sealer) => _convicted.Add((kind, sealer));

    private static long ViewOf(VerifiedMessage message) => ((PbftMessage.PrePrepare)message.Message).View;
}
