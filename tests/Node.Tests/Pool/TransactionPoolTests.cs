using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;
using Ledger.Node.Pool;
using Ledger.Testing;

namespace Ledger.Node.Tests.Pool;

public sealed class TransactionPoolTests
{
    private readonly ISigner _alice = TestAccounts.Signer(101);
    private readonly ISigner _bob = TestAccounts.Signer(102);
    private readonly TransactionPool _pool = new(new PoolLimits { TransactionsMax = 6, SenderTransactionsMax = 4 });

    [Fact]
    public void Transactions_are_ordered_as_they_arrived_and_each_senders_by_nonce()
    {
        VerifiedTransaction second = Add(_alice, 1, SubmitCode.Accepted);
        VerifiedTransaction other = Add(_bob, 0, SubmitCode.Accepted);
        VerifiedTransaction first = Add(_alice, 0, SubmitCode.Accepted);

        Assert.Equal([other.Hash, first.Hash, second.Hash], Select(1));
        Assert.Equal(2UL, _pool.NextNonce(_alice.Address, 0));
    }

    [Fact]
    public void What_was_ready_at_the_last_look_and_is_in_no_proposal_is_overdue()
    {
        VerifiedTransaction old = Add(_alice, 0, SubmitCode.Accepted);
        VerifiedTransaction older = Add(_bob, 0, SubmitCode.Accepted);
        Add(_bob, 2, SubmitCode.Accepted);
        Assert.Empty(Overdue());

        VerifiedTransaction young = Add(_alice, 1, SubmitCode.Accepted);
        Assert.Equal([old.Hash, older.Hash], Overdue());
        Assert.Equal([old.Hash], Overdue(countMax: 1));
        Assert.Empty(Overdue(sizeBytesMax: 10));

        _pool.MarkProposed(1, [old.Hash, older.Hash]);
        Assert.Equal([young.Hash], Overdue());
    }

    [Fact]
    public void One_that_needs_an_earlier_nonce_is_not_offered()
    {
        Add(_alice, 2, SubmitCode.Accepted);

        Assert.Empty(Select(1));
        Assert.Equal(0UL, _pool.NextNonce(_alice.Address, 0));
        Assert.Equal(1, _pool.Count);
    }

    [Fact]
    public void The_same_transaction_twice_is_known_and_another_with_its_nonce_is_refused()
    {
        Add(_alice, 0, SubmitCode.Accepted);
        Add(_alice, 0, SubmitCode.AlreadyKnown);
        Assert.Equal(SubmitCode.NonceTaken, _pool.Add(Transfer(_alice, 0, value: 2), 0).Code);
    }

    [Fact]
    public void A_used_nonce_and_one_too_far_ahead_are_refused_and_leave_nothing_behind()
    {
        Assert.Equal(SubmitCode.NonceUsed, _pool.Add(Transfer(_alice, 4), 5).Code);
        Assert.Equal(SubmitCode.NonceTooHigh, _pool.Add(Transfer(_alice, 9), 5).Code);
        Assert.Equal(0, _pool.Count);
    }

    [Fact]
    public void A_sender_may_not_fill_the_pool()
    {
        for (ulong nonce = 0; nonce < 4; nonce++)
        {
            Add(_alice, nonce, SubmitCode.Accepted);
        }

        Add(_alice, 4, SubmitCode.SenderQuota);
        Add(_bob, 0, SubmitCode.Accepted);
    }

    [Fact]
    public void In_a_full_pool_those_that_wait_for_a_nonce_give_way_to_those_that_could_run()
    {
        for (ulong nonce = 1; nonce <= 3; nonce++)
        {
            Add(_alice, nonce, SubmitCode.Accepted);
        }

        for (ulong nonce = 0; nonce < 4; nonce++)
        {
            Add(_bob, nonce, SubmitCode.Accepted);
        }

        ISigner carol = TestAccounts.Signer(103);
        Add(carol, 0, SubmitCode.Accepted);
        Add(carol, 1, SubmitCode.Accepted);
        Add(carol, 2, SubmitCode.PoolFull);
        Assert.Equal(6, Select(1).Count);
    }

    [Fact]
    public void A_proposed_transaction_is_offered_again_only_at_its_own_height()
    {
        VerifiedTransaction first = Add(_alice, 0, SubmitCode.Accepted);
        Assert.Equal([first.Hash], Select(5));
        Assert.Equal([first.Hash], Select(5));
        Assert.Empty(Select(6));
    }

    [Fact]
    public void What_a_proposal_held_that_lost_its_height_is_offered_again_once_that_height_is_executed()
    {
        VerifiedTransaction first = Add(_alice, 0, SubmitCode.Accepted);
        Assert.Equal([first.Hash], Select(5));
        _pool.OnExecuted(Executed(5, []));

        Assert.Equal([first.Hash], Select(6));
    }

    [Fact]
    public void A_nonce_that_was_committed_between_the_look_at_the_head_and_the_arrival_is_not_waited_for()
    {
        VerifiedTransaction first = Transfer(_alice, 0);
        _pool.OnExecuted(Executed(1, [first], nonces: [(_alice.Address, 1)]));
        _pool.OnCommitted(1);
        VerifiedTransaction second = Add(_alice, 1, SubmitCode.Accepted);
        Assert.True(_pool.IsWaiting(second.Hash));

        _pool.OnCommittedNonce(_alice.Address, 1);
        Assert.False(_pool.IsWaiting(second.Hash));
        Assert.Equal([second.Hash], Select(2));
    }

    [Fact]
    public void Executed_transactions_leave_and_their_senders_nonce_moves_on()
    {
        VerifiedTransaction first = Add(_alice, 0, SubmitCode.Accepted);
        VerifiedTransaction second = Add(_alice, 1, SubmitCode.Accepted);
        _pool.OnExecuted(Executed(1, [first], nonces: [(_alice.Address, 1)]));

        Assert.Equal([second.Hash], Select(2));
        Assert.Equal(SubmitCode.NonceUsed, _pool.Add(Transfer(_alice, 0, value: 3), 0).Code);
        Assert.Equal(0, _pool.SizeBytes - second.Transaction.Raw.Length);
    }

    [Fact]
    public void A_block_of_another_leader_moves_on_senders_whose_transactions_never_came_here()
    {
        VerifiedTransaction stale = Add(_alice, 0, SubmitCode.Accepted);
        Add(_alice, 1, SubmitCode.Accepted);
        VerifiedTransaction elsewhere = Transfer(_alice, 0, value: 9);
        _pool.OnExecuted(Executed(1, [elsewhere], nonces: [(_alice.Address, 1)]));

        Assert.False(_pool.TryGet(stale.Hash, out _));
        Assert.Single(Select(2));
    }

    [Fact]
    public void When_one_is_left_out_for_good_its_successors_wait_for_its_nonce()
    {
        VerifiedTransaction first = Add(_alice, 0, SubmitCode.Accepted);
        VerifiedTransaction second = Add(_alice, 1, SubmitCode.Accepted);
        _pool.OnExecuted(Executed(1, [], left: [new LeftTransaction(first, "no funds", MayComeAgain: false)]));
        Assert.Empty(Select(2));

        VerifiedTransaction again = Transfer(_alice, 0, value: 7);
        Assert.Equal(SubmitCode.Accepted, _pool.Add(again, 0).Code);
        Assert.Equal([again.Hash, second.Hash], Select(2));
    }

    [Fact]
    public void Fisco_transactions_have_no_order_but_each_nonce_once_and_expire_at_their_block_limit()
    {
        VerifiedTransaction one = TestAccounts.Verified(
            _alice, TestAccounts.FiscoTransfer(_alice, 77, _bob.Address, blockLimit: 3));
        VerifiedTransaction same = TestAccounts.Verified(
            _bob, TestAccounts.FiscoTransfer(_bob, 77, _alice.Address, blockLimit: 9));
        Assert.Equal(SubmitCode.Accepted, _pool.Add(one, 0).Code);
        Assert.Equal(SubmitCode.NonceTaken, _pool.Add(same, 0).Code);
        Assert.Single(Select(3));
        Assert.Empty(Select(4));
        Assert.Equal(1, _pool.Count);
        _pool.OnExecuted(Executed(3, []));
        Assert.Equal(0, _pool.Count);
        Assert.Equal(SubmitCode.Accepted, _pool.Add(same, 0).Code);
    }

    [Fact]
    public void Any_history_keeps_the_pool_in_step_with_a_list_of_what_it_should_hold()
    {
        SeededCases.Run(200, random =>
        {
            var pool = new TransactionPool(new PoolLimits());
            var expected = new Dictionary<Hash256, VerifiedTransaction>();
            ulong executed = 0;
            for (int step = 0; step < 60; step++)
            {
                if (random.Next(3) > 0)
                {
                    VerifiedTransaction transaction = Transfer(_alice, executed + (ulong)random.Next(6));
                    if (pool.Add(transaction, executed).Code == SubmitCode.Accepted)
                    {
                        expected.Add(transaction.Hash, transaction);
                    }
                }
                else
                {
                    IReadOnlyList<Hash256> chosen = pool.SelectForProposal(
                        step + 1, new BlockLimits(random.Next(1, 5), long.MaxValue, long.MaxValue));
                    Assert.Equal(
                        Enumerable.Range(0, chosen.Count).Select(i => (UInt256)(executed + (ulong)i)),
                        chosen.Select(hash => expected[hash].Transaction.Nonce));
                    executed += (ulong)chosen.Count;
                    pool.OnExecuted(Executed(
                        step + 1, [.. chosen.Select(hash => expected[hash])], nonces: [(_alice.Address, executed)]));
                    chosen.ToList().ForEach(hash => expected.Remove(hash));
                }

                Assert.Equal(expected.Count, pool.Count);
                Assert.Equal(expected.Values.Sum(item => item.Transaction.Raw.Length), pool.SizeBytes);
            }
        });
    }

    [Fact]
    public void One_that_stands_behind_a_waiting_one_is_offered_once_that_one_was_executed()
    {
        VerifiedTransaction second = Add(_alice, 1, SubmitCode.Accepted);
        VerifiedTransaction third = Add(_alice, 2, SubmitCode.Accepted);
        Assert.Empty(Select(1));

        // The block orders the first one, whose body never came to this pool.
        _pool.OnExecuted(Executed(1, [Transfer(_alice, 0), second], nonces: [(_alice.Address, 2)]));

        Assert.Equal([third.Hash], Select(2));
    }

    [Fact]
    public void One_whose_rival_was_executed_is_dropped_even_when_its_successor_was_executed_too()
    {
        VerifiedTransaction rival = Add(_alice, 0, SubmitCode.Accepted);
        VerifiedTransaction second = Add(_alice, 1, SubmitCode.Accepted);
        VerifiedTransaction third = Add(_alice, 2, SubmitCode.Accepted);

        _pool.OnExecuted(Executed(1, [Transfer(_alice, 0, value: 2), second], nonces: [(_alice.Address, 2)]));

        Assert.False(_pool.TryGet(rival.Hash, out _));
        Assert.Equal([third.Hash], Select(2));
        VerifiedTransaction fourth = Add(_alice, 3, SubmitCode.Accepted);
        Assert.Equal([third.Hash, fourth.Hash], Select(2));
    }

    private static ExecutedBlock Executed(
        long number,
        IReadOnlyList<VerifiedTransaction> transactions,
        IReadOnlyList<(Address Address, ulong Nonce)>? nonces = null,
        IReadOnlyList<LeftTransaction>? left = null)
    {
        BlockHeader header = Generators.Header(new Random(1)) with { Number = number };
        var diff = new StateDiff();
        foreach ((Address address, ulong nonce) in nonces ?? [])
        {
            diff.Accounts.Add(address, new Account(nonce, default, default));
        }

        return new ExecutedBlock(new Block(default, header, transactions, []), [], diff, left ?? []);
    }

    private VerifiedTransaction Transfer(ISigner from, ulong nonce, ulong value = 1) =>
        TestAccounts.Verified(from, TestAccounts.Transfer(from, nonce, _bob.Address, value));

    private VerifiedTransaction Add(ISigner from, ulong nonce, SubmitCode expected)
    {
        VerifiedTransaction transaction = Transfer(from, nonce);
        Assert.Equal(expected, _pool.Add(transaction, 0).Code);
        return transaction;
    }

    private Hash256[] Overdue(int countMax = 10, int sizeBytesMax = 100_000) =>
        [.. _pool.TakeOverdue(countMax, sizeBytesMax).Select(raw => TestAccounts.Suite.Hash.Hash(raw.Span))];

    private IReadOnlyList<Hash256> Select(long number) => _pool.SelectForProposal(
        number, new BlockLimits(100, long.MaxValue, long.MaxValue));
}
