using Ledger.Node.Sync;
using Ledger.Testing;

namespace Ledger.Node.Tests.Sync;

/// <summary>To which question an answer is.</summary>
public sealed class SyncPeerTests
{
    private readonly SyncPeer _peer = new(TestAccounts.Signer(2).Id);

    [Fact]
    public void An_answer_that_is_too_long_for_an_earlier_question_is_to_the_one_that_is_open()
    {
        _peer.Ask(new SyncRequest(16, 1, 0));
        Assert.Single(_peer.TakeOverdue(1_000));
        var open = new SyncRequest(16, 2, 1_000);
        _peer.Ask(open);

        Assert.Equal(open, _peer.Take(16, 2, out bool isLate));
        Assert.False(isLate);
    }

    [Fact]
    public void A_late_answer_is_to_the_earlier_question()
    {
        var late = new SyncRequest(16, 4, 0);
        _peer.Ask(late);
        _peer.TakeOverdue(1_000);
        _peer.Ask(new SyncRequest(16, 2, 1_000));

        Assert.Equal(late, _peer.Take(16, 3, out bool isLate));
        Assert.True(isLate);
    }

    [Fact]
    public void An_answer_that_is_too_long_for_every_question_is_to_none_of_them()
    {
        var asked = new SyncRequest(16, 2, 0);
        _peer.Ask(asked);
        Assert.Null(_peer.Take(16, 3, out _));
        Assert.Equal([asked], _peer.Requests);
    }

    [Fact]
    public void An_answer_to_no_question_is_none() => Assert.Null(_peer.Take(5, 1, out _));
}
