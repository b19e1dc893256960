using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Network;
using Ledger.Node.Reads;
using Ledger.Testing;

namespace Ledger.Application.Tests;

/// <summary>The use case behind a linearizable read.</summary>
public sealed class ReadIndexTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_leaders_answer_is_the_block_to_read_from()
    {
        using var cases = new UseCases();

        Assert.Equal(2, (await cases.Dispatcher.SendAsync(new GetReadIndex(), Cancellation)).Value.BlockNumber);
    }

    [Fact]
    public async Task A_refusal_says_why_and_a_group_whose_sealers_may_lie_has_no_read_index()
    {
        using var cases = new UseCases();
        cases.World.Reads.Answer = ReadAnswer.Refused("this node hears of no leader now");
        LedgerError? refused = (await cases.Dispatcher.SendAsync(new GetReadIndex(), Cancellation)).Error;
        cases.World.Reads.IsOffered = false;
        LedgerError? none = (await cases.Dispatcher.SendAsync(new GetReadIndex(), Cancellation)).Error;

        Assert.Equal((ErrorCodes.ReadIndexUnavailable, "No read index: this node hears of no leader now."), (refused?.Code, refused?.Message));
        Assert.Equal(ErrorCodes.NoReadIndex, none?.Code);
    }

    [Fact]
    public async Task A_leader_that_no_majority_answers_is_waited_for_five_seconds()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        using var cases = new UseCases(clock);
        cases.World.Reads.Answer = null;

        Task<Outcome<ReadIndex>> waiting = cases.Dispatcher.SendAsync(new GetReadIndex(), Cancellation);
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(ErrorCodes.ReadIndexUnavailable, (await waiting).Error?.Code);
    }
}
