using Ledger.Crypto;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Testing;

namespace Ledger.Domain.Tests.State;

public sealed class WriteSetTests
{
    private static readonly IHashFunction Hash = CryptoSuites.Secp256k1.Hash;

    [Fact]
    public void Writes_are_sorted_by_the_bytes_of_their_keys() => SeededCases.Run(500, random =>
    {
        StateDiff diff = Generators.StateDiff(random);
        IReadOnlyList<StateWrite> writes = WriteSet.FromDiff(diff);
        Assert.Equal(diff.Accounts.Count + diff.Storage.Count + diff.Code.Count, writes.Count);
        for (int i = 1; i < writes.Count; i++)
        {
            Assert.True(writes[i - 1].Key.ToArray().AsSpan().SequenceCompareTo(writes[i].Key.ToArray()) < 0);
        }
    });

    [Fact]
    public void The_order_in_which_changes_were_made_does_not_matter() => SeededCases.Run(200, random =>
    {
        StateDiff diff = Generators.StateDiff(random);
        var reversed = new StateDiff();
        foreach ((Address address, Account? account) in diff.Accounts.Reverse())
        {
            reversed.Accounts.Add(address, account);
        }

        foreach (((Address, UInt256) slot, UInt256 value) in diff.Storage.Reverse())
        {
            reversed.Storage.Add(slot, value);
        }

        foreach ((Hash256 codeHash, ReadOnlyMemory<byte> code) in diff.Code.Reverse())
        {
            reversed.Code.Add(codeHash, code);
        }

        Assert.Equal(
            WriteSet.Root(WriteSet.FromDiff(diff), Hash), WriteSet.Root(WriteSet.FromDiff(reversed), Hash));
    });

    [Fact]
    public void A_cleared_slot_and_a_dead_account_are_empty_values()
    {
        var diff = new StateDiff();
        diff.Accounts[Address.Zero] = null;
        diff.Storage[(Address.Zero, 1)] = UInt256.Zero;
        diff.Storage[(Address.Zero, 2)] = 0x0100;
        IReadOnlyList<StateWrite> writes = WriteSet.FromDiff(diff);
        Assert.Equal(["0x", "0x", "0x0100"], writes.Select(write => Hex.Encode(write.Value.Span)));
    }

    [Fact]
    public void The_root_is_one_hash_over_the_list_of_pairs()
    {
        var diff = new StateDiff();
        diff.Accounts[Address.Zero] = new Account(1, 2, default);
        diff.Storage[(Address.Zero, 3)] = 4;
        string account = "01" + new string('0', 40);
        string slot = "02" + new string('0', 40) + new string('0', 62) + "03";
        string pairs = "db" + "95" + account + "84" + "c3010280" + "f7" + "b5" + slot + "04";
        Assert.Equal(Hash.Hash(Hex.Decode("f854" + pairs)), WriteSet.Root(WriteSet.FromDiff(diff), Hash));
        Assert.Equal(Hash.Hash([0xc0]), WriteSet.Root([], Hash));
    }

    [Fact]
    public void Any_changed_value_changes_the_root() => SeededCases.Run(200, random =>
    {
        List<StateWrite> writes = [.. WriteSet.FromDiff(Generators.StateDiff(random))];
        if (writes.Count == 0)
        {
            return;
        }

        Hash256 root = WriteSet.Root(writes, Hash);
        int place = random.Next(writes.Count);
        writes[place] = writes[place] with { Value = (byte[])[.. writes[place].Value.ToArray(), 1] };
        Assert.NotEqual(root, WriteSet.Root(writes, Hash));
    });

    [Fact]
    public void The_next_state_root_hashes_the_parents_and_the_writes()
    {
        var parent = Hash256.Parse(new string('1', 64));
        var writes = Hash256.Parse(new string('2', 64));
        Assert.Equal(
            Hash.Hash(Hex.Decode(new string('1', 64) + new string('2', 64))),
            WriteSet.NextStateRoot(parent, writes, Hash));
    }
}
