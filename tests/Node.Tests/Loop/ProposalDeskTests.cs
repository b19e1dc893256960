using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Node.Epochs;
using Ledger.Node.Execution;
using Ledger.Node.Loop;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Node.Tests.Loop;

public sealed class ProposalDeskTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ISigner _alice = TestAccounts.Signer(101);
    private readonly Genesis _genesis = TestAccounts.Genesis(4) with { BlockTransactionsMax = 3, BlockGasLimit = 1_000_000 };
    private readonly ManualTimeProvider _time = new(Now);
    private readonly TransactionPool _pool = new(new PoolLimits());
    private readonly ChainState _state;
    private readonly ProposalDesk _desk;

    public ProposalDeskTests()
    {
        (Block block, IReadOnlyList<StateWrite> _) = GenesisBlock.Create(_genesis, TestAccounts.Suite);
        var sealers = new SealerSet(_genesis.Sealers);
        var epochs = new EpochBook([new Epoch(1, sealers, _genesis.Parameters())], 1_000);
        var group = new GroupContext(_genesis, block.Hash, TestAccounts.Suite, epochs);
        NodeId self = sealers[0];
        _state = new ChainState(group, self, new ChainHead(block.Hash, block.Header, BlockCertificate.None), new NoLinks(), _time);
        _desk = new ProposalDesk(group, new Proposer(self, (_, _) => _ => []), _pool, _state, _time);
    }

    public void Dispose() => _state.Dispose();

    [Fact]
    public void A_transaction_of_two_open_proposals_is_held_until_the_last_of_them_is_stored()
    {
        VerifiedTransaction shared = Transfer(0);
        _pool.Add(shared, 0);
        Hold(1, "a", [shared]);
        Hold(2, "b", [shared]);

        _desk.OnCommitted(1);
        Assert.Equal(shared.Hash, _desk.Find(shared.Hash)!.Hash);
        Assert.Equal([shared.Hash], _desk.BodiesOf(Digest("b")).Select(body => body.Hash));
        Assert.Throws<InvalidOperationException>(() => _desk.BodiesOf(Digest("a")));
    }

    [Fact]
    public void Bodies_that_come_by_gossip_complete_a_proposal_as_those_of_an_answer_do()
    {
        VerifiedTransaction one = Transfer(0);
        VerifiedTransaction two = Transfer(1);
        (IReadOnlyList<ConsensusInput> answers, IReadOnlyList<Hash256> missing) = Hold(1, "a", [one, two]);
        Assert.Empty(answers);
        Assert.Equal([one.Hash, two.Hash], missing);

        Assert.Empty(_desk.AddBodies([one, Transfer(7)]));
        Assert.Equal([two.Hash], Assert.Single(_desk.Missing()).Hashes);
        _pool.Add(two, 0);
        Assert.Equal([new ConsensusInput.BodiesReady(1, Digest("a"))], _desk.TakeFromPool());
        Assert.Empty(_desk.Missing());
        Assert.Empty(_desk.TakeFromPool());
        Assert.Single(_desk.TakeUnsaved());
        Assert.Empty(_desk.TakeUnsaved());
    }

    [Fact]
    public void Only_bodies_that_are_missing_are_wanted_and_asked_for()
    {
        VerifiedTransaction[] four = [.. Enumerable.Range(0, 4).Select(nonce => Transfer((ulong)nonce))];
        Hold(1, "a", four[..3]);
        _desk.AddBodies([four[0]]);
        _pool.Add(four[1], 0);

        Assert.Equal([four[2].Hash], _desk.MissingOf(Digest("a")));
        Assert.Equal([four[2].Transaction], _desk.Wanted([.. four.Select(item => item.Transaction)]));
        Assert.Empty(_desk.MissingOf(Digest("unknown")));
    }

    [Fact]
    public void A_fresh_proposal_within_the_limits_is_taken_and_one_above_them_refused_before_its_bodies_are_reported()
    {
        VerifiedTransaction[] four = [.. Enumerable.Range(0, 4).Select(nonce => Transfer((ulong)nonce))];
        Assert.Equal(
            [new ConsensusInput.BodiesReady(1, Digest("fits"))], Complete(Proposal(1, four[..3]), "fits", isFresh: true));

        IReadOnlyList<ConsensusInput> answers = Complete(Proposal(1, four), "large", isFresh: true);
        Assert.Contains("4 transactions", Assert.IsType<ConsensusInput.ProposalRefused>(answers[0]).Reason, StringComparison.Ordinal);
        Assert.Equal(new ConsensusInput.BodiesReady(1, Digest("large")), answers[1]);
    }

    [Fact]
    public void What_a_new_view_offers_is_never_refused_for_its_size_or_time()
    {
        VerifiedTransaction[] four = [.. Enumerable.Range(0, 4).Select(nonce => Transfer((ulong)nonce))];
        Proposal late = Proposal(1, four) with { Timestamp = Now.AddYears(50).ToUnixTimeMilliseconds() };
        Assert.Equal([new ConsensusInput.BodiesReady(1, Digest("old"))], Complete(late, "old", isFresh: false));
    }

    [Fact]
    public void A_proposals_time_may_be_ahead_of_the_clock_by_the_limit_and_no_more()
    {
        long limit = Now.Add(ProposalRules.AheadMax).ToUnixTimeMilliseconds();
        VerifiedTransaction one = Transfer(0);
        Assert.Single(Complete(Proposal(1, [one]) with { Timestamp = limit }, "in time", isFresh: true));
        Assert.Contains(
            "ahead of this node's clock",
            Reason(Complete(Proposal(1, [one]) with { Timestamp = limit + 1 }, "too early", isFresh: true)),
            StringComparison.Ordinal);
        Assert.True(Assert.IsType<ConsensusInput.ProposalRefused>(
            Complete(Proposal(1, [one]) with { Timestamp = limit + 2 }, "earlier still", isFresh: true)[0]).IsEarly);
        Assert.Single(Complete(Proposal(1, [one]) with { Timestamp = 1 }, "long ago", isFresh: true));
    }

    [Fact]
    public void A_proposal_that_names_a_transaction_twice_or_declares_too_much_gas_is_refused()
    {
        VerifiedTransaction one = Transfer(0);
        Assert.Contains("twice", Reason(Complete(Proposal(1, [one, one]), "twice", isFresh: true)), StringComparison.Ordinal);

        var limits = new BlockLimits(10, long.MaxValue, BlockLimits.GasOf(one.Transaction) * 2);
        VerifiedTransaction[] three = [one, Transfer(1), Transfer(2)];
        Assert.Null(Refusal(three[..2], limits));
        Assert.Contains("gas", Refusal(three, limits)!.Reason, StringComparison.Ordinal);
        Assert.Contains("bytes", Refusal(three, new BlockLimits(10, 150, long.MaxValue))!.Reason, StringComparison.Ordinal);
        Assert.Null(Refusal([one], new BlockLimits(10, 1, 1)));
    }

    /// <summary>A node that had refused an offer held its bodies in the journal, and voted for it once it had restarted.</summary>
    [Fact]
    public void A_proposal_whose_bodies_survived_a_restart_is_looked_at_like_any_other()
    {
        VerifiedTransaction one = Transfer(0);
        Proposal early = Proposal(1, [one]) with { Timestamp = Now.AddHours(1).ToUnixTimeMilliseconds() };
        _desk.Restore(1, Digest("early"), [one]);
        Assert.Contains("ahead", Reason(_desk.Hold(early, Digest("early"), isFresh: true).Answers), StringComparison.Ordinal);
        Assert.Single(_desk.Hold(early, Digest("early"), isFresh: false).Answers);
    }

    /// <summary>What the core may overlook is the clock alone.</summary>
    [Fact]
    public void A_proposal_that_is_early_and_too_large_is_refused_for_its_size()
    {
        VerifiedTransaction[] two = [Transfer(0), Transfer(1)];
        var limits = new BlockLimits(1, long.MaxValue, long.MaxValue);
        Proposal early = Proposal(1, two) with { Timestamp = Now.AddHours(1).ToUnixTimeMilliseconds() };
        ConsensusInput.ProposalRefused refused = ProposalRules.WhyRefused(early, Digest("both"), two, limits, Now)!;
        Assert.False(refused.IsEarly);
        Assert.Contains("2 transactions", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Built_proposals_of_open_heights_hold_each_transaction_once_and_end_at_the_groups_limit()
    {
        VerifiedTransaction[] items = [.. Enumerable.Range(0, 5).Select(nonce => Transfer((ulong)nonce))];
        Array.ForEach(items, item => _pool.Add(item, 0));

        Assert.Equal(items[..3].Select(item => item.Hash), _desk.Build(1, mayBeEmpty: false, onlyFull: false)!.Transactions);
        Assert.Null(_desk.Build(2, mayBeEmpty: false, onlyFull: true));
        Proposal second = _desk.Build(2, mayBeEmpty: false, onlyFull: false)!;
        Assert.Equal(items[3..].Select(item => item.Hash), second.Transactions);
        Assert.Equal(Now.ToUnixTimeMilliseconds(), second.Timestamp);
        Assert.Equal([], _desk.Build(4, mayBeEmpty: true, onlyFull: false)!.Transactions);
        _state.SetCommitBacklog(BlockCommitter.BacklogMax);
        Assert.Null(_desk.Build(2, mayBeEmpty: false, onlyFull: false));
    }

    private static string Reason(IReadOnlyList<ConsensusInput> answers) =>
        Assert.IsType<ConsensusInput.ProposalRefused>(answers[0]).Reason;

    private static ConsensusInput.ProposalRefused? Refusal(VerifiedTransaction[] bodies, BlockLimits limits) =>
        ProposalRules.WhyRefused(Proposal(1, bodies), Digest("any"), bodies, limits, Now);

    private static Hash256 Digest(string name) => TestAccounts.Suite.Hash.Hash(System.Text.Encoding.ASCII.GetBytes(name));

    private static Proposal Proposal(long number, IReadOnlyList<VerifiedTransaction> bodies) =>
        new(number, Now.ToUnixTimeMilliseconds(), 1, [.. bodies.Select(body => body.Hash)]);

    private (IReadOnlyList<ConsensusInput> Answers, IReadOnlyList<Hash256> Missing) Hold(
        long number, string name, IReadOnlyList<VerifiedTransaction> bodies) =>
        _desk.Hold(Proposal(number, bodies), Digest(name), isFresh: false);

    private IReadOnlyList<ConsensusInput> Complete(Proposal proposal, string name, bool isFresh)
    {
        foreach (Hash256 hash in proposal.Transactions)
        {
            Assert.False(_pool.TryGet(hash, out _));
        }

        VerifiedTransaction[] known = [.. Enumerable.Range(0, 4).Select(nonce => Transfer((ulong)nonce))];
        (IReadOnlyList<ConsensusInput> answers, IReadOnlyList<Hash256> _) = _desk.Hold(proposal, Digest(name), isFresh);
        return answers.Count > 0 ? answers : _desk.AddBodies(known);
    }

    private VerifiedTransaction Transfer(ulong nonce) =>
        TestAccounts.Verified(_alice, TestAccounts.Transfer(_alice, nonce, TestAccounts.Signer(102).Address, 1));
}
