using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;
using Ledger.Node.Pool;
using Ledger.Testing;

namespace Ledger.Node.Tests.Pool;

/// <summary>Several heights are open at once: each transaction is in one of their proposals, and none is lost with a proposal.</summary>
public sealed class OpenProposalsTests
{
    private static readonly BlockLimits Two = new(2, long.MaxValue, long.MaxValue);

    private readonly ISigner _alice = TestAccounts.Signer(101);
    private readonly ISigner _bob = TestAccounts.Signer(102);
    private readonly TransactionPool _pool = new(new PoolLimits());

    [Fact]
    public void Open_heights_share_no_transaction_and_keep_a_senders_nonces_in_order()
    {
        Hash256[] hashes = Add(5);

        Assert.Equal(hashes[..2], _pool.SelectForProposal(1, Two));
        Assert.Equal(hashes[2..4], _pool.SelectForProposal(2, Two));
        Assert.Equal(hashes[4..], _pool.SelectForProposal(3, Two));
        Assert.Empty(_pool.SelectForProposal(4, Two));
    }

    [Fact]
    public void What_only_a_lost_proposal_held_comes_back_to_its_place_in_the_order()
    {
        Hash256[] hashes = Add(5);
        _pool.SelectForProposal(1, Two);
        _pool.SelectForProposal(2, Two);

        // A new view gives height 1 to another content, which holds only the first.
        _pool.MarkProposed(1, [hashes[0]]);
        Assert.Equal([hashes[1], hashes[2]], _pool.SelectForProposal(2, Two));
    }

    [Fact]
    public void A_height_that_a_new_view_leaves_open_is_filled_again_with_what_it_held()
    {
        Hash256[] hashes = Add(6);
        _pool.SelectForProposal(1, Two);
        _pool.SelectForProposal(2, Two);
        _pool.SelectForProposal(3, Two);

        Assert.Equal(hashes[2..4], _pool.SelectForProposal(2, Two));
        Assert.Equal(hashes[4..], _pool.SelectForProposal(3, Two));
    }

    [Fact]
    public void A_proposal_for_a_lower_height_takes_over_what_a_higher_one_held()
    {
        Hash256[] hashes = Add(3);
        _pool.MarkProposed(2, hashes);
        _pool.MarkProposed(1, hashes[..1]);

        Assert.Equal(hashes[1..], _pool.SelectForProposal(2, Two));
        Assert.Empty(_pool.SelectForProposal(3, Two));
    }

    [Fact]
    public void What_execution_left_for_a_later_block_is_offered_before_everything_younger()
    {
        Hash256[] hashes = Add(4);
        _pool.SelectForProposal(1, Two);
        _pool.TryGet(hashes[0], out VerifiedTransaction? first);
        _pool.TryGet(hashes[1], out VerifiedTransaction? second);
        _pool.OnExecuted(Executed(1, [first!], [new LeftTransaction(second!, "gas", MayComeAgain: true)]));

        Assert.Equal(hashes[1..3], _pool.SelectForProposal(2, Two));
    }

    [Fact]
    public void A_proposal_of_an_executed_height_holds_nothing_back()
    {
        Hash256[] hashes = Add(2);
        _pool.OnExecuted(Executed(3, [], []));
        _pool.MarkProposed(3, hashes);

        Assert.Equal(hashes, _pool.SelectForProposal(4, Two));
    }

    [Fact]
    public void What_proposals_hold_still_counts_as_work_to_order()
    {
        Add(1);
        _pool.SelectForProposal(1, Two);

        Assert.True(_pool.HasReady);
    }

    [Fact]
    public void Only_a_full_proposal_is_packed_when_only_that_is_wanted()
    {
        Hash256[] hashes = Add(3);
        Assert.Equal(hashes[..2], _pool.SelectForProposal(1, Two, onlyFull: true));
        Assert.Empty(_pool.SelectForProposal(2, Two, onlyFull: true));
        Assert.Equal(hashes[2..], _pool.SelectForProposal(2, Two));
    }

    [Theory]
    [InlineData(3, 1_000_000, 1_000_000_000, 3)]
    [InlineData(100, 250, 1_000_000_000, 2)]
    [InlineData(100, 1, 1_000_000_000, 1)]
    [InlineData(100, 1_000_000, 50_000, 2)]
    [InlineData(100, 1_000_000, 1, 1)]
    public void A_proposal_ends_at_the_first_limit_but_is_never_empty(int count, long sizeBytes, long gas, int expected)
    {
        Hash256[] hashes = Add(6);
        Assert.Equal(hashes[..expected], _pool.SelectForProposal(1, new BlockLimits(count, sizeBytes, gas)));
    }

    /// <summary>Any history of proposals, lost and executed ones, of two senders: offers never overlap below a height, keep each sender's
    /// nonces in order, and in the end every transaction was executed.</summary>
    [Fact]
    public void Any_history_of_open_heights_loses_and_repeats_nothing() => SeededCases.Run(300, random =>
    {
        var pool = new TransactionPool(new PoolLimits());
        var all = new Dictionary<Hash256, VerifiedTransaction>();
        foreach (ISigner sender in (ISigner[])[_alice, _bob])
        {
            foreach (ulong nonce in Enumerable.Range(0, 10).Select(item => (ulong)item).OrderBy(_ => random.Next()).ToList())
            {
                VerifiedTransaction item = Transfer(sender, nonce);
                Assert.Equal(SubmitCode.Accepted, pool.Add(item, 0).Code);
                all.Add(item.Hash, item);
            }
        }

        var open = new SortedDictionary<long, IReadOnlyList<Hash256>>();
        var nonces = new Dictionary<Address, ulong> { [_alice.Address] = 0, [_bob.Address] = 0 };
        long executed = 0;
        for (int step = 0; step < 200 && all.Count > 0; step++)
        {
            long number = executed + 1 + random.Next(open.Count + 1);
            if (random.Next(3) == 0 && open.ContainsKey(executed + 1))
            {
                Execute(pool, all, open[++executed], nonces, executed);
                open.Remove(executed);
            }
            else if (random.Next(4) == 0)
            {
                Hash256[] elsewhere = [.. open.Where(item => item.Key != number).SelectMany(item => item.Value)];
                Hash256[] other = [.. all.Keys.Except(elsewhere).OrderBy(_ => random.Next()).Take(random.Next(4))];
                pool.MarkProposed(number, other);
                open[number] = other;
            }
            else
            {
                foreach (long above in open.Keys.Where(item => item >= number).ToList())
                {
                    open.Remove(above);
                }

                IReadOnlyList<Hash256> chosen = pool.SelectForProposal(number, new BlockLimits(random.Next(1, 6), long.MaxValue, long.MaxValue));
                Assert.Empty(chosen.Intersect(open.Values.SelectMany(item => item)));
                foreach (IGrouping<Address, Hash256> sender in chosen.GroupBy(hash => all[hash].Sender))
                {
                    ulong[] order = [.. sender.Select(hash => all[hash].Transaction.Nonce.Low64)];
                    Assert.Equal(order.Order(), order);
                }

                open[number] = chosen;
            }
        }

        while (all.Count > 0)
        {
            IReadOnlyList<Hash256> rest = pool.SelectForProposal(executed + 1, new BlockLimits(100, long.MaxValue, long.MaxValue));
            Assert.NotEmpty(rest);
            Execute(pool, all, rest, nonces, ++executed);
        }
    });

    private static void Execute(
        TransactionPool pool,
        Dictionary<Hash256, VerifiedTransaction> all,
        IReadOnlyList<Hash256> content,
        Dictionary<Address, ulong> nonces,
        long number)
    {
        var done = new List<VerifiedTransaction>();
        var left = new List<LeftTransaction>();
        foreach (Hash256 hash in content)
        {
            if (all.TryGetValue(hash, out VerifiedTransaction? item))
            {
                ulong nonce = item.Transaction.Nonce.Low64;
                if (nonce == nonces[item.Sender])
                {
                    nonces[item.Sender]++;
                    done.Add(item);
                    all.Remove(hash);
                }
                else
                {
                    left.Add(new LeftTransaction(item, "nonce", MayComeAgain: true));
                }
            }
        }

        pool.OnExecuted(Executed(number, done, left, [.. nonces.Where(item => item.Value > 0).Select(item => (item.Key, item.Value))]));
    }

    private static ExecutedBlock Executed(
        long number,
        IReadOnlyList<VerifiedTransaction> transactions,
        IReadOnlyList<LeftTransaction> left,
        IReadOnlyList<(Address Address, ulong Nonce)>? nonces = null)
    {
        BlockHeader header = Generators.Header(new Random(1)) with { Number = number };
        var diff = new StateDiff();
        foreach ((Address address, ulong nonce) in nonces ?? [])
        {
            diff.Accounts.Add(address, new Account(nonce, default, default));
        }

        return new ExecutedBlock(new Block(default, header, transactions, []), [], diff, left);
    }

    private Hash256[] Add(int count)
    {
        var hashes = new Hash256[count];
        for (int i = 0; i < count; i++)
        {
            VerifiedTransaction item = Transfer(_alice, (ulong)i);
            Assert.Equal(SubmitCode.Accepted, _pool.Add(item, 0).Code);
            hashes[i] = item.Hash;
        }

        return hashes;
    }

    private VerifiedTransaction Transfer(ISigner from, ulong nonce) =>
        TestAccounts.Verified(from, TestAccounts.Transfer(from, nonce, _bob.Address, 1));
}
