using Ledger.Application.Accounts;
using Ledger.Application.Blocks;
using Ledger.Application.Contracts;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Network;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;
using Ledger.Testing.InMemory;

namespace Ledger.Application.Tests;

public sealed class CallAndReadinessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_buys_no_more_gas_than_a_transaction()
    {
        using var cases = new UseCases();

        await cases.Dispatcher.SendAsync(
            new CallContract(new CallRequest { GasLimit = long.MaxValue }, BlockReference.Latest), Cancellation);

        Assert.Equal(cases.World.Chain.Genesis.TransactionGasLimit, cases.World.Caller.LastCall?.GasLimit);
    }

    [Theory]
    [InlineData(TransactionCodec.MaxSizeBytes, 1L, null)]
    [InlineData(0, null, null)]
    [InlineData(TransactionCodec.MaxSizeBytes + 1, 1L, "Call data has at most")]
    [InlineData(0, 0L, "A gas limit is above 0.")]
    [InlineData(0, -1L, "A gas limit is above 0.")]
    [InlineData(TransactionCodec.MaxSizeBytes + 1, 0L, "bytes. A gas limit is above 0.")]
    public async Task A_call_is_refused_with_every_rule_that_it_breaks(int dataBytes, long? gasLimit, string? words)
    {
        using var cases = new UseCases();
        var request = new CallRequest { Data = new byte[dataBytes], GasLimit = gasLimit };

        Outcome<CallOutcome> call = await cases.Dispatcher.SendAsync(new CallContract(request, BlockReference.Latest), Cancellation);
        Outcome<long> estimate = await cases.Dispatcher.SendAsync(new EstimateGas(request, BlockReference.Latest), Cancellation);

        foreach (LedgerError? error in (LedgerError?[])[call.Error, estimate.Error])
        {
            Assert.Equal(words is null ? null : ErrorCodes.InvalidRequest, error?.Code);
            Assert.Contains(words ?? "", error?.Message ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_estimate_of_a_reverting_call_carries_the_reason_and_the_bytes()
    {
        using var cases = new UseCases();
        cases.World.Caller.Answer = new CallResult(TransactionStatus.Revert, 1, KnownChain.Revert("no"));

        Outcome<long> outcome = await cases.Dispatcher.SendAsync(
            new EstimateGas(new CallRequest(), BlockReference.Latest), Cancellation);

        Assert.Equal(ErrorCodes.ExecutionReverted, outcome.Error?.Code);
        Assert.Equal("no", outcome.Error?.Message);
        Assert.Equal(KnownChain.Revert("no"), outcome.Error?.RevertData.ToArray());
    }

    [Fact]
    public async Task The_pending_nonce_counts_the_pool_and_the_latest_one_does_not()
    {
        using var cases = new UseCases();
        VerifiedTransaction pending = KnownChain.Compose(TransactionKind.Legacy, 2);
        cases.World.Chain.Pool[pending.Hash] = pending;

        Assert.Equal(2UL, (await cases.Dispatcher.SendAsync(new GetNonce(pending.Sender, BlockReference.Latest), Cancellation)).Value);
        Assert.Equal(3UL, (await cases.Dispatcher.SendAsync(new GetNonce(pending.Sender, BlockReference.Pending), Cancellation)).Value);
    }

    [Theory]
    [InlineData(null, null, false, true, "ready")]
    [InlineData("state root differs", null, false, true, "halted: state root differs")]
    [InlineData(null, "password wrong for /run/x", false, true, "the store does not answer")]
    [InlineData(null, null, true, true, "syncing: block 2 is behind what peers claim")]
    [InlineData(null, null, false, false, "no member of the group as of block 2: it learns of no later ones")]
    [InlineData(null, null, true, false, "syncing: block 2 is behind what peers claim")]
    public async Task Readiness_says_in_a_word_why_not(
        string? halt, string? store, bool isSyncing, bool isMember, string reason)
    {
        using var cases = new UseCases();
        cases.World.Chain.HaltReason = halt;
        cases.World.Chain.StoreFailure = store;
        cases.World.Chain.IsSyncing = isSyncing;
        cases.World.Chain.IsMember = isMember;

        Readiness readiness = (await cases.Dispatcher.SendAsync(new CheckReadiness(), Cancellation)).Value;

        Assert.Equal(reason == "ready", readiness.IsReady);
        Assert.Equal(reason, readiness.Reason);
    }
}
