using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Evm.Precompiles;
using Ledger.Evm.State;

namespace Ledger.Evm.Tests.State;

public sealed class JournalTests
{
    private const int Seed = 11;

    [Fact]
    public void A_rollback_restores_everything_that_was_changed_since_the_checkpoint()
    {
        Journal journal = Begin(new WorldState().With(Run.Sender, balance: 100, nonce: 3));
        int account = journal.Load(Run.Sender);
        Checkpoint checkpoint = journal.Mark();

        journal.Debit(account, 60);
        journal.SetNonce(account, 9);
        journal.Warm(account);
        journal.SetCode(account, new Hash256([.. Enumerable.Repeat((byte)1, 32)]), [1]);
        journal.SetSlot(journal.LoadSlot(account, 5), 7);
        journal.WarmSlot(journal.LoadSlot(account, 5));
        journal.SetTransient(account, 1, 2);
        journal.AddRefund(4800);
        journal.AddLog(new(Run.Sender, [], default));
        journal.Destroy(account);
        journal.Rollback(checkpoint);

        Assert.Equal(100UL, journal.Account(account).Balance);
        Assert.Equal(3UL, journal.Account(account).Nonce);
        Assert.True(journal.Account(account).CodeHash.IsZero);
        Assert.Equal(AccountFlags.None, journal.Account(account).Flags);
        Assert.Equal(UInt256.Zero, journal.Slot(journal.LoadSlot(account, 5)).Current);
        Assert.False(journal.Slot(journal.LoadSlot(account, 5)).IsWarm);
        Assert.Equal(UInt256.Zero, journal.GetTransient(account, 1));
        Assert.Equal(0, journal.Refund);
        Assert.Empty(journal.Logs);
        Assert.True(journal.ToDiff().IsEmpty);
    }

    /// <summary>Yellow Paper, appendix K.1.</summary>
    [Theory]
    [InlineData("0x0000000000000000000000000000000000000002", 0)]
    [InlineData("0x0000000000000000000000000000000000000003", 1)]
    public void Only_the_touch_of_the_third_precompiled_contract_outlives_a_rollback(string contract, int deleted)
    {
        var address = Address.Parse(contract);
        Journal journal = Begin(new WorldState().With(address));
        int account = journal.Load(address);
        Checkpoint checkpoint = journal.Mark();

        journal.Touch(account);
        journal.Warm(account);
        journal.Rollback(checkpoint);

        Assert.Equal(deleted, journal.ToDiff().Accounts.Count(entry => entry.Value is null));
    }

    [Fact]
    public void A_rollback_gives_an_account_the_code_back_that_it_had()
    {
        byte[] code = [1, 2, 3];
        Journal journal = Begin(new WorldState().With(Run.Sender, nonce: 1, code: code));
        int account = journal.Load(Run.Sender);
        Hash256 before = journal.Account(account).CodeHash;
        Checkpoint checkpoint = journal.Mark();

        journal.SetCode(account, new Hash256([.. Enumerable.Repeat((byte)1, 32)]), [1]);
        journal.ClearCode(account);
        Assert.True(journal.Account(account).CodeHash.IsZero);
        journal.Rollback(checkpoint);

        Assert.Equal(before, journal.Account(account).CodeHash);
        Assert.True(journal.ToDiff().IsEmpty);
    }

    [Fact]
    public void Code_that_is_taken_away_leaves_an_account_without_code()
    {
        Journal journal = Begin(new WorldState().With(Run.Sender, nonce: 1, code: [1]));
        journal.ClearCode(journal.Load(Run.Sender));
        StateDiff diff = journal.ToDiff();
        Assert.Equal(new Account(1, 0, default), diff.Accounts[Run.Sender]);
        Assert.Empty(diff.Code);
    }

    [Fact]
    public void Random_nested_changes_agree_with_a_journal_that_copies_everything()
    {
        var random = new Random(Seed);
        Journal journal = Begin(new WorldState().With(Run.Sender, balance: 1000));
        int account = journal.Load(Run.Sender);
        var twin = new Dictionary<UInt256, UInt256>();
        var saved = new Stack<(Checkpoint Point, Dictionary<UInt256, UInt256> Copy)>();
        for (int i = 0; i < 5000; i++)
        {
            switch (random.Next(5))
            {
                case 0:
                    saved.Push((journal.Mark(), new Dictionary<UInt256, UInt256>(twin)));
                    break;
                case 1 when saved.Count > 0:
                    (Checkpoint point, twin) = saved.Pop();
                    journal.Rollback(point);
                    break;
                default:
                    UInt256 slot = (ulong)random.Next(20);
                    UInt256 value = (ulong)random.Next(4);
                    journal.SetSlot(journal.LoadSlot(account, slot), value);
                    twin[slot] = value;
                    break;
            }
        }

        for (ulong slot = 0; slot < 20; slot++)
        {
            UInt256 expected = twin.GetValueOrDefault(slot);
            Assert.True(expected == journal.Slot(journal.LoadSlot(account, slot)).Current, $"slot {slot}, seed {Seed}");
        }
    }

    [Fact]
    public void The_diff_has_only_what_ended_different()
    {
        WorldState state = new WorldState().With(Run.Sender, 5, 0, null, ((UInt256)1, (UInt256)10), ((UInt256)2, (UInt256)20));
        Journal journal = Begin(state);
        int account = journal.Load(Run.Sender);
        journal.SetSlot(journal.LoadSlot(account, 1), 11);
        journal.SetSlot(journal.LoadSlot(account, 1), 10);
        journal.SetSlot(journal.LoadSlot(account, 2), 0);
        journal.Debit(account, 2);
        journal.Credit(account, 2);

        StateDiff diff = journal.ToDiff();
        Assert.Empty(diff.Accounts);
        Assert.Equal([((Run.Sender, (UInt256)2), UInt256.Zero)], diff.Storage.Select(entry => (entry.Key, entry.Value)));
    }

    [Fact]
    public void A_touched_empty_account_is_deleted_and_an_untouched_one_is_not()
    {
        Journal journal = Begin(new WorldState().With(Run.Sender).With(Run.Other));
        journal.Touch(journal.Load(Run.Sender));
        journal.Load(Run.Other);
        Assert.Equal([(Run.Sender, (Account?)null)], journal.ToDiff().Accounts.Select(entry => (entry.Key, entry.Value)));
    }

    [Fact]
    public void An_account_made_and_destroyed_in_one_transaction_leaves_nothing()
    {
        Journal journal = Begin(new WorldState());
        int account = journal.Load(Run.Other);
        journal.BeginContract(account);
        journal.SetSlot(journal.LoadSlot(account, 1), 1);
        journal.Destroy(account);
        StateDiff diff = journal.ToDiff();
        Assert.Empty(diff.Accounts);
        Assert.Empty(diff.Storage);
        Assert.Equal([Run.Other], diff.WipedStorage);
    }

    [Fact]
    public void A_precompiled_contract_is_warm_from_the_start()
    {
        Journal journal = Begin(new WorldState());
        Assert.False(journal.Warm(journal.Load(Address.Parse("0x0000000000000000000000000000000000000009"))));
        Assert.True(journal.Warm(journal.Load(Run.Other)));
        Assert.False(journal.Warm(journal.Load(Run.Other)));
    }

    [Fact]
    public void A_new_transaction_remembers_nothing_of_the_last()
    {
        WorldState state = new WorldState().With(Run.Sender, balance: 1);
        Journal journal = Begin(state);
        journal.SetTransient(journal.Load(Run.Sender), 1, 1);
        journal.SetSlot(journal.LoadSlot(journal.Load(Run.Sender), 1), 1);
        journal.Begin(state);
        Assert.Equal(UInt256.Zero, journal.GetTransient(journal.Load(Run.Sender), 1));
        Assert.Equal(UInt256.Zero, journal.Slot(journal.LoadSlot(journal.Load(Run.Sender), 1)).Current);
        Assert.True(journal.ToDiff().IsEmpty);
    }

    private static Journal Begin(WorldState state)
    {
        var journal = new Journal(new PrecompileTable(Fork.Cancun));
        journal.Begin(state);
        return journal;
    }
}
