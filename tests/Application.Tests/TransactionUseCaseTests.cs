using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Transactions;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Application.Tests;

public sealed class TransactionUseCaseTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_bytes_submitted_again_are_accepted_with_the_same_hash()
    {
        using var cases = new UseCases();
        VerifiedTransaction transaction = KnownChain.Compose(TransactionKind.DynamicFee, 2);
        var command = new SubmitTransactions([transaction.Transaction.Raw]);

        SubmitResult first = (await cases.Dispatcher.SendAsync(command, Cancellation)).Value[0];
        SubmitResult second = (await cases.Dispatcher.SendAsync(command, Cancellation)).Value[0];

        Assert.Equal(SubmitCode.Accepted, first.Code);
        Assert.Equal(SubmitCode.AlreadyKnown, second.Code);
        Assert.True(second.IsAccepted);
        Assert.Equal(transaction.Hash, second.Hash);
    }

    [Fact]
    public async Task A_submission_of_nothing_or_too_much_is_refused_before_the_pool()
    {
        using var cases = new UseCases();
        ReadOnlyMemory<byte>[] tooMany = [.. Enumerable.Repeat<ReadOnlyMemory<byte>>(new byte[1], SubmitTransactions.CountMax + 1)];
        foreach (IReadOnlyList<ReadOnlyMemory<byte>> raws in (IReadOnlyList<ReadOnlyMemory<byte>>[])
            [[], tooMany, [ReadOnlyMemory<byte>.Empty], [new byte[TransactionCodec.MaxSizeBytes + 1]]])
        {
            Outcome<IReadOnlyList<SubmitResult>> outcome =
                await cases.Dispatcher.SendAsync(new SubmitTransactions(raws), Cancellation);

            Assert.Equal(ErrorCodes.InvalidRequest, outcome.Error?.Code);
        }

        Assert.Empty(cases.World.Chain.Submissions);
    }

    [Fact]
    public async Task A_receipt_is_waited_for_until_its_block_is_final()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        using var cases = new UseCases(clock);
        VerifiedTransaction transaction = KnownChain.Compose(TransactionKind.Legacy, 2);
        cases.World.Chain.Pool[transaction.Hash] = transaction;

        Task<Outcome<ReceiptView>> waiting = cases.Dispatcher.SendAsync(
            new WaitForReceipt(transaction.Hash, TimeSpan.FromSeconds(10)), Cancellation);
        cases.World.Chain.Add([]);
        Assert.False(waiting.IsCompleted);
        cases.World.Chain.Add([(transaction, new Receipt(TransactionStatus.Success, 21_000, null, default, [], 0))]);

        Assert.Equal(4, (await waiting).Value.Stored.BlockNumber);
    }

    /// <summary>Who holds a receipt may ask at once for the state that it made; the state is that of the head.</summary>
    [Fact]
    public async Task A_receipt_is_shown_once_the_node_knows_that_its_block_is_stored()
    {
        using var cases = new UseCases();
        VerifiedTransaction transaction = KnownChain.Compose(TransactionKind.Legacy, 2);
        cases.World.Chain.Add([(transaction, new Receipt(TransactionStatus.Success, 21_000, null, default, [], 0))]);
        cases.World.Chain.Unpublished = 1;
        Assert.Null((await cases.Dispatcher.SendAsync(new FindReceipt(transaction.Hash), Cancellation)).Value);

        cases.World.Chain.Unpublished = 0;

        Assert.NotNull((await cases.Dispatcher.SendAsync(new FindReceipt(transaction.Hash), Cancellation)).Value);
    }

    [Fact]
    public async Task A_wait_that_ends_says_whether_the_transaction_is_accepted_or_unknown()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        using var cases = new UseCases(clock);
        VerifiedTransaction pending = KnownChain.Compose(TransactionKind.Legacy, 2);
        cases.World.Chain.Pool[pending.Hash] = pending;

        Task<Outcome<ReceiptView>> accepted = cases.Dispatcher.SendAsync(
            new WaitForReceipt(pending.Hash, TimeSpan.FromSeconds(10)), Cancellation);
        Task<Outcome<ReceiptView>> unknown = cases.Dispatcher.SendAsync(
            new WaitForReceipt(KnownChain.Topic(1), TimeSpan.FromSeconds(10)), Cancellation);
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(ErrorCodes.ReceiptNotReady, (await accepted).Error?.Code);
        Assert.Equal(ErrorCodes.TransactionNotFound, (await unknown).Error?.Code);
    }

    [Fact]
    public async Task A_wait_longer_than_the_limit_is_refused()
    {
        using var cases = new UseCases();

        Outcome<ReceiptView> outcome = await cases.Dispatcher.SendAsync(
            new WaitForReceipt(default, TimeSpan.FromSeconds(61)), Cancellation);

        Assert.Equal(ErrorCodes.InvalidRequest, outcome.Error?.Code);
    }

    [Fact]
    public async Task A_transaction_is_pending_until_its_block_is_final()
    {
        using var cases = new UseCases();
        VerifiedTransaction pending = KnownChain.Compose(TransactionKind.Legacy, 2);
        cases.World.Chain.Pool[pending.Hash] = pending;

        Assert.False((await FindAsync(cases, pending.Hash))?.IsFinal);
        Assert.True((await FindAsync(cases, cases.World.Fisco.Hash))?.IsFinal);
        Assert.Null(await FindAsync(cases, KnownChain.Topic(7)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public async Task A_page_outside_its_limits_is_refused(int count)
    {
        using var cases = new UseCases();

        Outcome<IReadOnlyList<TransactionView>> outcome =
            await cases.Dispatcher.SendAsync(new ListTransactions(null, null, count), Cancellation);

        Assert.Equal(ErrorCodes.InvalidRequest, outcome.Error?.Code);
    }

    private static async Task<TransactionView?> FindAsync(UseCases cases, Hash256 hash) =>
        (await cases.Dispatcher.SendAsync(new FindTransaction(hash), Cancellation)).Value;
}
