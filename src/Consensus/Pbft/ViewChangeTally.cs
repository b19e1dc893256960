namespace Ledger.Consensus.Pbft;

/// <summary>The ViewChange of the highest view of each sealer.</summary>
internal sealed class ViewChangeTally(int sealers)
{
    private readonly VerifiedMessage?[] _last = new VerifiedMessage?[sealers];
    private readonly bool[] _isConvicted = new bool[sealers];

    /// <summary>How many sealers there are.</summary>
    public int Sealers => _last.Length;

    /// <summary>The last ViewChange of a sealer, or none.</summary>
    public VerifiedMessage? this[int sealer] => _last[sealer];

    /// <summary>Takes a ViewChange.</summary>
    /// <returns>The message that it contradicts: another ViewChange of the same sealer for the same view; told once a sealer.</returns>
    public VerifiedMessage? Add(VerifiedMessage message)
    {
        VerifiedMessage? held = _last[message.Sender];
        long heldView = held is null ? -1 : ViewOf(held);
        if (heldView < ViewOf(message))
        {
            _last[message.Sender] = message;
            return null;
        }

        if (heldView != ViewOf(message)
            || _isConvicted[message.Sender]
            || PbftCore.IsSameContent(held!, message))
        {
            return null;
        }

        _isConvicted[message.Sender] = true;
        return held;
    }

    /// <summary>How many sealers ask for a view or a higher one.</summary>
    public int CountFrom(long view) => _last.Count(message => message is not null && ViewOf(message) >= view);

    /// <summary>The ViewChanges for exactly one view, ascending by sealer.</summary>
    public IReadOnlyList<SignedViewChange> For(long view) =>
    [
        .. _last.Where(message => message is not null && ViewOf(message) == view)
            .Select(message => new SignedViewChange(
                message!.Sender, (PbftMessage.ViewChange)message.Message, message.Signature)),
    ];

    /// <summary>The lowest view above a given one that some sealer asks for.</summary>
    public long LowestAbove(long view) =>
        _last.Where(message => message is not null && ViewOf(message) > view).Min(message => ViewOf(message!));

    private static long ViewOf(VerifiedMessage message) => ((PbftMessage.ViewChange)message.Message).View;
}
