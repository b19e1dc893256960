using Ledger.Domain.Events;

namespace Ledger.Domain.Tests.Events;

public sealed class JournalRetentionTests
{
    private static readonly ConsensusEvent[] Raft =
    [
        new TermStarted(0, 1, 0),
        new VoteGranted(0, 1, 0, 2),
        new EntriesAppended(1, 1, 0, 0, 0, "0x01"),
        new EntriesAppended(2, 1, 0, 1, 1, "0x02"),
        new TermStarted(2, 2, 0),
        new EntriesAppended(3, 2, 0, 2, 1, "0x03"),
        new CheckpointSigned(2, 2, "0x0b"),
        new LogCompacted(2, 1, 0, 2),
        new EntriesAppended(4, 2, 0, 3, 2, "0x04"),
    ];

    [Fact]
    public void Facts_of_stored_heights_go_and_the_last_about_views_stay()
    {
        ConsensusEvent[] pbft =
        [
            new PrepareSigned(1, 0, "0x01"),
            new ViewChangeSigned(1, 1, "0x0a"),
            new NewViewAccepted(1, 1, "0x0b"),
            new ViewChangeSigned(1, 2, "0x0c"),
            new PrepareSigned(2, 2, "0x02"),
        ];
        Assert.Equal([pbft[2], pbft[3], pbft[4]], JournalRetention.Select(pbft, 1));
        Assert.Equal(pbft, JournalRetention.Select(pbft, 0));
    }

    /// <summary>The vote is of an older term than the last: both are kept, and the core sees which counts.</summary>
    [Fact]
    public void A_log_is_cut_where_the_core_said_however_far_the_store_is()
    {
        ConsensusEvent[] kept = [Raft[1], Raft[4], Raft[5], Raft[7], Raft[8]];
        Assert.Equal(kept, JournalRetention.Select(Raft, 2));
        Assert.Equal(kept, JournalRetention.Select(Raft, 100));
    }

    [Fact]
    public void A_log_that_was_never_cut_is_kept_whole() =>
        Assert.Equal([Raft[1], Raft[2], Raft[3], Raft[4], Raft[5], Raft[6]], JournalRetention.Select(Raft[..7], 100));

    [Fact]
    public void A_store_that_was_set_back_gets_what_it_lacks_again() =>
        Assert.Equal([Raft[1], Raft[3], .. Raft[4..]], JournalRetention.Select(Raft, 1));
}
