namespace Ledger.Consensus.Pbft;

/// <content>What operators are told.</content>
public sealed partial class PbftCore
{
    private readonly TimeSpan?[] _heard;
    private readonly long[] _viewsSeen;
    private TimeSpan? _waitingSince;

    /// <inheritdoc/>
    public ConsensusStatus Status
    {
        get
        {
            Slot? slot = _slots.GetValueOrDefault(_final + 1);
            int leader = _isActive ? LeaderOf(_final + 1, _view) : Leadership.OfView(_view, _sealers.Count);
            ConsensusStatus status = PbftStatus.Describe(
                slot, _final, _view, _isActive, _viewsLeft, leader, _viewChanges);
            return status with { Progress = ProgressAt(slot) };
        }
    }

    private ConsensusProgress ProgressAt(Slot? slot) => new()
    {
        At = _now,
        WaitingSince = _waitingSince,
        Threshold = Threshold,
        Self = _self,
        Heard = [.. _heard],
        Views = [.. _viewsSeen],
        PreparedView = slot?.Prepared?.View,
        NeedsBodies = slot is not null && slot.Executed is null && slot.IsShortOfBodies(_view),
        Stored = _stored.Number,
        KnownFinal = Math.Max(_final, _highest.Number),
    };

    private void NoteHeard(VerifiedMessage message)
    {
        _heard[message.Sender] = _now;
        long? view = message.Message switch
        {
            PbftMessage.PrePrepare item => item.View,
            PbftMessage.Prepare item => item.View,
            PbftMessage.Commit item => item.View,
            PbftMessage.ViewChange item => item.View,
            PbftMessage.NewView item => item.View,
            PbftMessage.Status item => item.View,
            _ => null,
        };
        _viewsSeen[message.Sender] = view ?? _viewsSeen[message.Sender];
    }

    private void NoteWaiting(bool isWaiting) => _waitingSince = isWaiting ? _waitingSince ?? _now : null;
}
