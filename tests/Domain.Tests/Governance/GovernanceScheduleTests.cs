using Ledger.Domain.Governance;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Governance;

public sealed class GovernanceScheduleTests
{
    private static readonly GroupParameters First = Generators.Genesis(new Random(3)).Parameters();

    [Fact]
    public void A_schedule_comes_back_as_it_was() => SeededCases.Run(200, random =>
    {
        var schedule = GovernanceSchedule.Of(Generators.Genesis(random).Parameters());
        long number = 1;
        for (int i = random.Next(6); i > 0; i--)
        {
            number += random.Next(1, 4);
            schedule = schedule.With(number, number + 8, Generators.Genesis(random).Parameters());
        }

        Assert.True(GovernanceSchedule.TryDecode(schedule.Encode(), out GovernanceSchedule? read));
        Assert.Equal(schedule.Entries, read!.Entries);
        Assert.Equal(schedule.Encode(), read.Encode());
        Assert.True(GovernanceRecord.TryRead(GovernanceRecord.ToCode(schedule), out _));
    });

    [Fact]
    public void Parameters_hold_from_their_height_on()
    {
        GroupParameters second = First with { BlockTransactionsMax = 5 };
        GroupParameters third = First with { BlockTransactionsMax = 6 };
        GovernanceSchedule schedule = GovernanceSchedule.Of(First).With(10, 18, second).With(12, 20, third);
        Assert.Equal(First, schedule.At(17));
        Assert.Equal(second, schedule.At(18));
        Assert.Equal(second, schedule.At(19));
        Assert.Equal(third, schedule.At(1_000));
        Assert.Equal((18, 20, null), (schedule.NextChangeAbove(10), schedule.NextChangeAbove(18), schedule.NextChangeAbove(20)));
    }

    [Fact]
    public void Two_changes_of_one_block_are_one_entry_and_old_entries_go()
    {
        GovernanceSchedule schedule = GovernanceSchedule.Of(First)
            .With(10, 18, First with { BlockTransactionsMax = 5 })
            .With(10, 18, First with { BlockTransactionsMax = 6 });
        Assert.Equal(2, schedule.Entries.Count);
        Assert.Equal(6, schedule.Latest.BlockTransactionsMax);
        Assert.Equal([18, 38], schedule.With(30, 38, First).Entries.Select(entry => entry.From));
    }

    [Fact]
    public void Damaged_bytes_give_no_schedule_and_never_throw() => SeededCases.Run(2_000, random =>
    {
        byte[] bytes = GovernanceSchedule.Of(First).With(10, 18, First).Encode();
        if (random.Next(2) == 0)
        {
            bytes = bytes[..random.Next(bytes.Length)];
        }
        else
        {
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
        }

        if (GovernanceSchedule.TryDecode(bytes, out GovernanceSchedule? read))
        {
            Assert.Equal(bytes, read!.Encode());
            Assert.All(read.Entries, entry => Assert.Null(GroupParametersCheck.Problem(entry.Parameters)));
        }
    });

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_key_reads_what_it_sets(string key)
    {
        string value = ParameterKeys.Get(First, key)!;
        GroupParameters? set = ParameterKeys.TrySet(First, key, value);
        Assert.Equal(value, ParameterKeys.Get(set!, key));
        Assert.Null(ParameterKeys.TrySet(First, key, "-1"));
        Assert.Null(ParameterKeys.TrySet(First, key, ""));
        Assert.Null(ParameterKeys.TrySet(First, key, "99999999999999999999"));
    }

    public static TheoryData<string> Keys => [.. ParameterKeys.All];
}
